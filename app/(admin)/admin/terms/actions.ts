'use server'
import { action } from '@/app/_boundary/action'
import { changeTerms } from '@/lib/terms/administering/change-terms'
import { createTerms } from '@/lib/terms/administering/create-terms'
import { DeleteTerms, deleteTerms } from '@/lib/terms/administering/delete-terms'
import { renewTerms } from '@/lib/terms/administering/renew-terms'
import { TakeBackVersion, takeBackVersion } from '@/lib/terms/administering/take-back-version'
import { ChangeTerms, CreateTerms, RenewTerms } from '@/lib/terms/terms-form'

const toDocument = ({ documentId }: { documentId: string }) => `/admin/terms/${documentId}`

export const create = action(CreateTerms, createTerms, toDocument)
export const change = action(ChangeTerms, changeTerms, toDocument)
export const renew = action(RenewTerms, renewTerms, toDocument)
export const takeBack = action(TakeBackVersion, takeBackVersion)
export const remove = action(DeleteTerms, deleteTerms, () => '/admin/terms')
