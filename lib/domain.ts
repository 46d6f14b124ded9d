declare const canonical: unique symbol

/** A mail domain in its one spelling, punycode and lower case: what is compared. Only the readers of `lib/address` make one. */
export type Domain = string & { readonly [canonical]: true }
