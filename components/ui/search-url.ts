/** Answers with what is found as one types: people and resources, as far as the caller may see them. */
export const SEARCH_URL = '/api/search'
