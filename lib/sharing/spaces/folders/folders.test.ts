import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../../prisma/cast'
import { after, now, SECOND } from '../../../clock'
import { db } from '../../../db/client'
import { seatCast, stranger } from '../../../db/testing'
import { AccessDenied, Conflict, Invalid, NotFound } from '../../../errors'
import { add, addThing, contentsOf, makeSpace } from '../../../invitations/testing'
import type { PersonCaller } from '../../../principal'
import type { Role } from '../../../role'
import { deleteResource } from '../../delete-resource'
import { listHappenings } from '../../list-happenings'
import { beginAdding } from '../begin-adding'
import { getSpace } from '../get-space'
import { MOST_THINGS } from '../lock-space'
import { takeOutOfSpace } from '../take-out-of-space'
import { purgeResource } from '../../trash/purge-resource'
import { restoreResource } from '../../trash/restore-resource'
import { beginMove } from './begin-move'
import { CreateFolder, createFolder } from './create-folder'
import { deleteFolder } from './delete-folder'
import { alikeOf } from './folder-name'
import { MoveEntries, moveEntries } from './move-entries'
import { RenameFolder, renameFolder } from './rename-folder'
import { UndoMove, undoMove } from './undo-move'

let people: Record<CastName, PersonCaller>
let spaceId: string

/** Megan makes a space. */
beforeEach(async () => {
  people = await seatCast()
  spaceId = (await makeSpace(people.megan)).spaceId
})

const join = (name: CastName, role: Role) =>
  add(people.megan, spaceId, people[name].principal.address, { role, ends: 'never' })
const make = async (name: string, parentId = '', by: CastName = 'megan') =>
  (await createFolder(people[by], CreateFolder.parse({ spaceId, parentId, name }))).folderId
const rename = (folderId: string, name: string) =>
  renameFolder(people.megan, RenameFolder.parse({ spaceId, folderId, name }))
const put = async (title: string, folderId = '') =>
  (await addThing(people.megan, spaceId, { title, folderId })).resourceId
const move = (fields: object, by: CastName = 'megan') =>
  moveEntries(people[by], MoveEntries.parse({ spaceId, into: 'top', ...fields }))
const undo = (moveId: string | null, by: CastName = 'megan') =>
  undoMove(people[by], UndoMove.parse({ spaceId, moveId: moveId ?? '' }))
const folderOf = async (id: string) => (await db().resource.findUniqueOrThrow({ where: { id } })).folderId
const countFolders = () => db().folder.count({ where: { spaceId } })
const parentOf = async (id: string) => (await db().folder.findUniqueOrThrow({ where: { id } })).parentId
const listed = async (folderId?: string, asked: object = {}) => {
  const { folders, rows } = await contentsOf(people.megan, { spaceId, folderId, ...asked })
  return [...folders.map(({ name }) => name), ...rows.map(({ title }) => title)]
}
const events = async () =>
  (await db().auditEvent.findMany({ where: { resourceId: spaceId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(
    ({ type }) => type,
  )
/** Makes a chain of folders, each in the one before. */
async function chain(length: number, name = 'level') {
  const ids: string[] = []
  for (let at = 0; at < length; at++) ids.push(await make(`${name} ${at + 1}`, ids.at(-1)))
  return ids
}

describe('createFolder', () => {
  it('makes a folder in a space and in another one, and writes it down', async () => {
    const plans = await make('Plans')
    await make('2026', plans)
    await put('Rates')
    expect(await listed()).toEqual(['Plans', 'Rates'])
    expect(await listed(plans)).toEqual(['2026'])
    expect((await events()).filter((type) => type === 'folder.created')).toHaveLength(2)
  })

  it('refuses twins in the same folder, in other spellings too, and takes them elsewhere', async () => {
    const plans = await make('Caf\u00e9')
    for (const twin of ['Cafe\u0301', 'CAFÉ', ' café '])
      await expect(make(twin), twin).rejects.toMatchObject({
        code: 'folder.exists',
        fields: { name: expect.any(String) },
      })
    await make('Café', plans)
    await expect(make('café', plans)).rejects.toBeInstanceOf(Invalid)
  })

  it('of 20 at once with one name makes one', async () => {
    const tried = await Promise.allSettled(Array.from({ length: 20 }, () => make('Plans')))
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await countFolders()).toBe(1)
  })

  it('makes 20 in each other, and no 21st', async () => {
    const ids = await chain(20)
    await expect(make('too deep', ids.at(-1))).rejects.toMatchObject({ code: 'folder.too-deep' })
    expect((await getSpace(people.megan, { spaceId, folderId: ids.at(-1)! })).folder?.above).toHaveLength(19)
  })

  it('counts folders among the 10,000 entries of a space', async () => {
    await db().folder.createMany({
      data: Array.from({ length: MOST_THINGS - 1 }, (_, at) => ({
        spaceId,
        name: `Folder ${at}`,
        alike: alikeOf(`Folder ${at}`),
        createdAt: now(),
      })),
    })
    const last = await make('The last one')
    await expect(make('One more')).rejects.toMatchObject({ code: 'space.full' })
    await expect(put('A thing')).rejects.toMatchObject({ code: 'space.full' })
    expect((await contentsOf(people.megan, { spaceId, page: '200' })).total).toBe(MOST_THINGS)
    const view = await beginMove(people.megan, { spaceId, folder: last })
    expect([view.folders.length, view.more]).toEqual([100, MOST_THINGS - 101])
    await move({ folder: [last], into: view.folders[0]!.folderId })
    expect(await parentOf(last)).toBe(view.folders[0]!.folderId)
  })
})

describe('whoever contributes arranges', () => {
  it.each([
    ['nicole', 'contribute'],
    ['lee', 'contribute'],
    ['lee', 'manage'],
  ] as const)('%s who may %s', async (who, role) => {
    await join(who, role)
    const thing = await put('Rates')
    const folder = await make('Plans', '', who)
    await renameFolder(people[who], RenameFolder.parse({ spaceId, folderId: folder, name: 'Plan' }))
    const { moveId } = await move({ thing: [thing], into: folder }, who)
    expect(await folderOf(thing)).toBe(folder)
    await undo(moveId, who)
    expect(await folderOf(thing)).toBeNull()
    await deleteFolder(people[who], { spaceId, folderId: folder })
  })

  it.each([
    ['nicole', 'view', AccessDenied],
    ['omar', 'download', AccessDenied],
    ['lee', 'view', AccessDenied],
    ['priya', null, NotFound],
    ['adele', null, NotFound],
  ] as const)('%s who may %s does not', async (who, role, refusal) => {
    if (role) await join(who, role)
    const [folder, other, thing] = [await make('Plans'), await make('Other'), await put('Rates')]
    const { moveId } = await move({ thing: [thing], into: folder })
    const before = await db().auditEvent.count()
    const trials = [
      make('Mine', '', who),
      renameFolder(people[who], RenameFolder.parse({ spaceId, folderId: folder, name: 'Mine' })),
      move({ thing: [thing], into: other }, who),
      move({ folder: [folder], into: other }, who),
      undo(moveId, who),
      deleteFolder(people[who], { spaceId, folderId: other }),
      beginMove(people[who], { spaceId, thing }),
    ]
    for (const one of await Promise.allSettled(trials))
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(refusal) })
    expect(await db().auditEvent.count()).toBe(before)
    expect([await folderOf(thing), await countFolders()]).toEqual([folder, 2])
  })

  it('nobody who is not signed in', async () => {
    await expect(createFolder(stranger, CreateFolder.parse({ spaceId, name: 'Mine' }))).rejects.toThrow()
    expect(await countFolders()).toBe(0)
  })

  it('whoever may view reads what is in a folder, and nobody’s grant comes from one', async () => {
    await join('omar', 'view')
    const folder = await make('Plans')
    await put('Rates', folder)
    const view = await getSpace(people.omar, { spaceId, folderId: folder })
    expect([view.folder?.name, view.contents?.rows.map(({ title }) => title), view.may.arrange]).toEqual([
      'Plans',
      ['Rates'],
      false,
    ])
    expect(JSON.stringify(view.contents?.folders)).not.toContain('megan')
  })
})

describe('folders of another space', () => {
  it('are not found, by any verb', async () => {
    const elsewhere = (await makeSpace(people.megan, { name: 'Elsewhere' })).spaceId
    const { folderId } = await createFolder(people.megan, CreateFolder.parse({ spaceId: elsewhere, name: 'There' }))
    const { resourceId } = await addThing(people.megan, elsewhere)
    const [here, thing] = [await make('Here'), await put('Rates')]
    const trials = [
      make('In it', folderId),
      rename(folderId, 'Mine'),
      deleteFolder(people.megan, { spaceId, folderId }),
      move({ thing: [thing], into: folderId }),
      move({ folder: [folderId], into: here }),
      move({ thing: [resourceId], into: here }),
      put('Into it', folderId),
      put('Into nothing', 'no-id'),
      getSpace(people.megan, { spaceId, folderId }),
      beginAdding(people.megan, { spaceId, folder: folderId }),
    ]
    for (const one of await Promise.allSettled(trials))
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(NotFound) })
  })

  it('can’t hold a thing, whatever is written', async () => {
    const elsewhere = (await makeSpace(people.megan, { name: 'Elsewhere' })).spaceId
    const { folderId } = await createFolder(people.megan, CreateFolder.parse({ spaceId: elsewhere, name: 'There' }))
    const thing = await put('Rates')
    await expect(db().resource.update({ where: { id: thing }, data: { folderId } })).rejects.toThrow()
    await expect(
      db().resource.update({
        where: { id: thing },
        data: { folderId: await make('Here'), spaceId: null, addedById: null },
      }),
    ).rejects.toThrow(/Resource_folder_of_its_space/)
  })
})

describe('renameFolder', () => {
  it('renames, also to the same name in other capitals, and refuses the name of another', async () => {
    const plans = await make('plans')
    await make('Budget')
    await rename(plans, 'Plans')
    await expect(rename(plans, 'BUDGET')).rejects.toMatchObject({ code: 'folder.exists' })
    expect(await listed()).toEqual(['Budget', 'Plans'])
    const { rows } = await listHappenings(people.megan, { resourceId: spaceId })
    expect(rows.find(({ type }) => type === 'folder.renamed')).toMatchObject({ folder: 'Plans', was: 'plans' })
  })
})

describe('moveEntries', () => {
  it('moves things and folders at once, and back', async () => {
    const [target, folder, old] = [await make('Target'), await make('Folder'), await make('Old')]
    const [one, two] = [await put('One'), await put('Two', old)]
    const { moveId } = await move({ thing: [one, two], folder: [folder], into: target })
    expect([await folderOf(one), await folderOf(two), await parentOf(folder)]).toEqual([target, target, target])
    expect((await getSpace(people.megan, { spaceId, moved: moveId })).moved).toMatchObject({
      entries: 3,
      into: 'Target',
    })
    await undo(moveId)
    expect([await folderOf(one), await folderOf(two), await parentOf(folder)]).toEqual([null, old, null])
    await expect(undo(moveId)).rejects.toMatchObject({ code: 'entry.moved' })
    expect((await events()).filter((type) => type.startsWith('entries.'))).toEqual([
      'entries.moved',
      'entries.moved-back',
    ])
  })

  it('is undone by whoever moved, for half a minute', async () => {
    await join('lee', 'contribute')
    const [folder, thing] = [await make('Plans'), await put('Rates')]
    const { moveId } = await move({ thing: [thing], into: folder })
    await expect(undo(moveId, 'lee')).rejects.toMatchObject({ code: 'undo.too-late' })
    expect((await getSpace(people.lee, { spaceId, moved: moveId })).moved).toBeNull()
    vi.useFakeTimers({ toFake: ['Date'], now: after(now(), 31 * SECOND) })
    await expect(undo(moveId)).rejects.toMatchObject({ code: 'undo.too-late' })
    vi.useRealTimers()
    await expect(undo('0190a8d0-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'undo.too-late' })
    expect(await folderOf(thing)).toBe(folder)
  })

  it('keeps a folder out of itself and of what lies in it', async () => {
    const [one, two, three] = await chain(3)
    for (const into of [one, two, three])
      await expect(move({ folder: [one], into })).rejects.toMatchObject({ code: 'folder.in-itself' })
    expect(await parentOf(one!)).toBeNull()
  })

  it('makes no circle of two moves at once', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await make(`a ${round}`), await make(`b ${round}`)]
      const tried = await Promise.allSettled([move({ folder: [a], into: b }), move({ folder: [b], into: a })])
      expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect([await parentOf(a), await parentOf(b)].filter((parent) => parent === null)).toHaveLength(1)
    }
  })

  it('refuses what would lie deeper than 20 folders, with all that lies in it', async () => {
    const deep = await chain(18)
    const high = await chain(3, 'high')
    await expect(move({ folder: [high[0]], into: deep.at(-1) })).rejects.toMatchObject({ code: 'folder.too-deep' })
    await move({ folder: [high[1]], into: deep.at(-1) })
    expect(await parentOf(high[1]!)).toBe(deep.at(-1))
  })

  it('refuses twins, and moves nothing then', async () => {
    const [one, thing] = [await make('One'), await put('Rates')]
    await make('plans', one)
    const twin = await make('Plans')
    await expect(move({ folder: [twin], thing: [thing], into: one })).rejects.toBeInstanceOf(Conflict)
    expect([await parentOf(twin), await folderOf(thing)]).toEqual([null, null])
  })

  it('refuses nothing, too much, and what is not there', async () => {
    const folder = await make('Plans')
    const gone = await put('Gone')
    await deleteResource(people.megan, { resourceId: gone })
    await expect(move({ into: folder })).rejects.toMatchObject({ code: 'entry.missing' })
    await expect(move({ thing: [gone], into: folder })).rejects.toBeInstanceOf(NotFound)
    const many = Array.from({ length: 201 }, () => gone)
    expect(MoveEntries.safeParse({ spaceId, thing: many, into: folder }).success).toBe(false)
    expect(MoveEntries.safeParse({ spaceId, thing: [gone] }).error?.issues[0]?.message).toMatch(/Choose where/)
  })

  it('writes nothing where all lies there already', async () => {
    const thing = await put('Rates')
    const before = await events()
    expect(await move({ thing: [thing] })).toMatchObject({ moveId: null })
    expect(await events()).toEqual(before)
  })
})

describe('deleteFolder', () => {
  it('deletes an empty folder, whatever was deleted in it, and no other', async () => {
    const plans = await make('Plans')
    const inner = await make('Inner', plans)
    const thing = await put('Rates', inner)
    for (const folderId of [plans, inner])
      await expect(deleteFolder(people.megan, { spaceId, folderId })).rejects.toMatchObject({
        code: 'folder.not-empty',
      })
    await deleteResource(people.megan, { resourceId: thing })
    expect(await deleteFolder(people.megan, { spaceId, folderId: inner })).toMatchObject({ parentId: plans })
    await deleteFolder(people.megan, { spaceId, folderId: plans })
    expect(await countFolders()).toBe(0)
  })

  it('leaves nothing behind that is added at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const folderId = await make(`Plans ${round}`)
      const tried = await Promise.allSettled([
        put('Rates', folderId),
        deleteFolder(people.megan, { spaceId, folderId }),
      ])
      expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
  })
})

describe('folders go', () => {
  it('with their space', async () => {
    const ids = await chain(3)
    await put('Rates', ids[2])
    await deleteResource(people.megan, { resourceId: spaceId })
    await purgeResource(people.megan, { resourceId: spaceId })
    expect(await countFolders()).toBe(0)
  })

  it('not with a space in the trash, which comes back in order', async () => {
    const ids = await chain(3)
    const thing = await put('Rates', ids[2])
    await deleteResource(people.megan, { resourceId: spaceId })
    await restoreResource(people.megan, { resourceId: spaceId })
    expect([await countFolders(), await folderOf(thing)]).toEqual([3, ids[2]])
  })

  it('from under what lies in the trash, which comes back to the folder above', async () => {
    const [top, inner] = await chain(2)
    const thing = await put('Rates', inner)
    await deleteResource(people.megan, { resourceId: thing })
    await deleteFolder(people.megan, { spaceId, folderId: inner! })
    await restoreResource(people.megan, { resourceId: thing })
    expect(await folderOf(thing)).toBe(top)
  })

  it('not with what is taken out of it', async () => {
    const folder = await make('Plans')
    const thing = await put('Rates', folder)
    await takeOutOfSpace(people.megan, { resourceId: thing })
    expect(await folderOf(thing)).toBeNull()
    expect(await listed()).toEqual(['Plans'])
  })
})

describe('listContents', () => {
  it('lists 50 to a page, folders before things', async () => {
    for (let at = 0; at < 52; at++) await make(`Folder ${at}`)
    await put('Rates')
    const first = await contentsOf(people.megan, { spaceId })
    expect([first.folders.length, first.rows.length, first.total, first.pages]).toEqual([50, 0, 53, 2])
    const second = await contentsOf(people.megan, { spaceId, page: '2' })
    expect(second.folders.map(({ name }) => name)).toEqual(['Folder 50', 'Folder 51'])
    expect(second.rows.map(({ title }) => title)).toEqual(['Rates'])
  })

  it('searches the whole space, and says where each hit lies', async () => {
    const plans = await make('Plans')
    const inner = await make('Rates of old', plans)
    await put('Rates 2026', inner)
    await put('Other', inner)
    const { folders, rows } = await contentsOf(people.megan, { spaceId, q: 'rates' })
    expect(folders.map(({ name, liesIn }) => [name, liesIn.map((one) => one.name)])).toEqual([
      ['Rates of old', ['Plans']],
    ])
    expect(rows.map(({ title, liesIn }) => [title, liesIn.map((one) => one.name)])).toEqual([
      ['Rates 2026', ['Plans', 'Rates of old']],
    ])
    expect(await listed(plans, { q: 'other' })).toEqual(['Other'])
  })
})

describe('beginMove', () => {
  it('offers every folder as it is read in a tree, but those that are moved and what lies in them', async () => {
    const a = await make('A')
    await make('A in', a)
    const b = await make('B')
    await make('B in', b)
    const view = await beginMove(people.megan, { spaceId, folder: b, from: a })
    expect(view.folders.map(({ name, path }) => [...path, name].join('/'))).toEqual(['A', 'A/A in'])
    expect(view).toMatchObject({ from: a, lies: null, more: 0 })
    expect((await beginMove(people.megan, { spaceId, folder: b, q: 'in' })).folders).toHaveLength(1)
  })
})
