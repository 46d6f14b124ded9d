import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

// American spelling, everywhere: in what people read and in what is read beside the code.

const words = (text: string) => text.trim().split(/\s+/).join('|')

/** What only British English spells so, by stem and ending. Words that both have (dialogue, glamour, queueing) are none of it. */
const BRITISH = new RegExp(
  `^(?:${[
    // -our, where America has -or
    `(?:${words(`
      arbour ardour armour behaviour candour clamour clangour colour demeanour dolour enamour endeavour favour fervour
      flavour harbour honour humour labour misdemeanour neighbour odour parlour rancour rigour rumour saviour savour
      splendour succour tumour valour vapour vigour watercolour
    `)})(?:s|ed|ing|er|ers|ful|fully|less|able|ably|al|ally|ism|ist|ite|ites|hood|hoods|ly|y)?`,
    // -re, where America has -er
    `(?:amphi|centi|epi|kilo|micro|milli|nano)?(?:${words(`
      calibre centre fibre goitre litre louvre lustre manoeuvre meagre metre mitre nitre reconnoitre sabre sceptre
      sepulchre sombre spectre theatre
    `)})(?:s|d)?`,
    'centring|manoeuvr(?:able|ing)',
    // -ogue, -ce, -mme
    'catalogu(?:e|es|ed|er|ing)|analogues?',
    '(?:defen|licen|offen|preten)ce(?:s|d|less)?',
    '(?:kilo)?grammes?|programmes?',
    // -ise and -yse, where America has -ize and -yze
    `(?:de|mis|non|over|re|un)?(?:${words(`
      acclimat agon alphabet american anonym apolog arbor author automat baptis brutal canon capital categor central
      character civil climat coll colon color commercial computer container critic crystall custom decentral democrat
      desensit digit dramat econom emphas energ epitom equal eternal external familiar fantas fertil final formal
      fossil fraternal galvan general global glamor harmon hospital hypnot hypothes ideal immobil immun individual
      industrial initial internal international ion item jeopard legal legitim local magnet marginal material maxim
      mechan memor mesmer militar minim mobil modern monopol moral nasal national natural neutral normal optim organ
      ostrac oxid parallel parameter paralyt patron penal personal pleasur polar polit popular pressur priorit privat
      pseudonym public pulver random rational real recogn regular revolution ritual roman sanit satir scrutin secular
      sensit serial sexual signal social special stabil standard steril stigmat subsid summar symbol sympath synchron
      synthes system tantal terror theor token total tranquill trivial tyrann urban util vandal vapor verbal victim
      virtual visual vital vocal vulcan vulgar westernis woman
    `)})is(?:e|es|ed|er|ers|ing|ation|ations|able|ability)`,
    '(?:cata|electro|hydro|para|psychoana|ana|dia)lys(?:e|ed|er|ers|ing)',
    // a doubled l, or one too few
    `(?:de|mis|re|un)?(?:${words(`
      barrel bevel cancel carol channel chisel counsel cudgel dial dishevel duel enamel equal fuel funnel gravel grovel
      imperil initial jewel kennel label laurel level libel marshal marvel medal metal model panel parcel pedal pencil
      quarrel ravel revel rival shovel shrivel signal snivel snorkel spiral squirrel stencil swivel symbol tassel total
      towel trammel travel trial trowel tunnel yodel
    `)})l(?:ed|ing|ings|er|ers|or|ors|ous|ously|ery)`,
    'woollens?|tranquillity|chillies|councillors?',
    `(?:appal|distil|enrol|enthral|fulfil|instal|instil)(?:s|ment|ments)?`,
    '(?:skil|wil)ful(?:ly|ness)?',
    // other consonants that America does not double
    '(?:benefit|bias|focus|target)(?:t|s)(?:ed|es|ing)|kidnapp?ers|worshipp(?:ed|er|ers|ing)',
    // ae and oe, where America has e
    `(?:anaem|anaesth|caesar|faec|foet|gynaec|haem|hyaen|leukaem|mediaev|oedem|oesoph|oestr|orthopaed|paediat|palaeo)[a-z]*`,
    '(?:diarrh|hom)oea?[a-z]*|encyclopaedi(?:a|as|c)',
    // what America ends otherwise
    '(?:abridge|acknowledge|judge|lodge|misjudge)ments?',
    '(?:leant|learnt|unlearnt|misspelt|spelt|spoilt|dreamt)',
    'amidst|amongst|towards|whilst',
    'ageing|likeabl[ey]|sal(?:e)able|sizeabl[ey]|routeing',
    // others
    words(`
      adaptor adaptors aeroplane aeroplanes aluminium annexe annexes anticlockwise artefact artefacts cheque chequebook
      chequered cheques cosier cosily cosy draught draughts draughty enquire enquired enquires enquiries enquiring
      enquiry furore gaol grey greyed greyer greying greyish greys greyscale kerb kerbs maths mould moulded moulding
      moulds mouldy moult moustache moustaches orientate orientated orientating pedlar phoney plough ploughed ploughing
      practise practised practises practising pyjamas sceptic sceptical sceptically scepticism sceptics smoulder
      smouldering specialities speciality storey storeys sulphur tyre tyres yoghurt
    `),
  ].join('|')})$`,
)

const folders = [
  '.ci',
  '.config',
  'app',
  'bench',
  'bin',
  'components',
  'deploy',
  'docs',
  'e2e',
  'lib',
  'prisma',
  'server',
]
/** What is made, what others wrote, migrations, which can't be changed once they have run, and the list above. */
const skip = /(?:^|\/)(?:generated|migrations|node_modules|\.next)\/|lib\/spelling\.test\.ts$/
const isText = /\.(?:tsx?|m?js|css|md|prisma|sql|conf|service)$|(?:^|\/)(?:run|Containerfile)$/
const files = [
  ...folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(folder, name)),
  ),
  'README.md',
  'CONTRIBUTING.md',
  'next.config.js',
  'tailwind.config.ts',
  'package.json',
].filter((file) => file === 'package.json' || (isText.test(file) && !skip.test(file)))

/** The words of a line, those within a name like `isCancelled` or `MOST_COLOURS` each by itself. */
const wordsIn = (line: string) => line.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []

const inLines = (text: string, file: string) =>
  text.split('\n').flatMap((line, at) =>
    wordsIn(line)
      .filter((word) => BRITISH.test(word.toLowerCase()))
      .map((word) => `${file}:${at + 1} ${word}`),
  )

it('spells as Americans do', () => {
  expect(files.length).toBeGreaterThan(1300)
  expect(files.flatMap((file) => inLines(readFileSync(file, 'utf8'), file))).toEqual([])
})

it.each([
  'organisation',
  'Labelled',
  'colours',
  'cancelled',
  'isCancelled',
  'behaviour',
  'MOST_COLOURS',
  'favourites',
  'licence',
  'authorised',
  'centre',
  'catalogues',
  'programme',
  'recognises',
  'analyse',
  'unlabelled',
  'travelling',
  'enrolment',
  'manoeuvring',
  'encyclopaedia',
  'acknowledgement',
  'practise',
  'towards',
  'grey',
])('would find %s', (word) => {
  expect(inLines(`An ${word}.`, 'here')).toHaveLength(1)
})

it('lets stand what Americans write as well', () => {
  const american =
    'advertise, analyses, contour, dialogue, enrolled, four, meter, noise, otherwise, our, promise, spelled'
  expect(inLines(american, 'here')).toEqual([])
})
