import { z } from 'zod'
import { VERSION_NUMBER } from '../../ids'

/** Reads a version's number from a form, a path or a query; 0, which no version has, where the text is no number of a version. */
export const versionNumber = z
  .string()
  .regex(new RegExp(`^${VERSION_NUMBER}$`))
  .transform(Number)
  .catch(0)
