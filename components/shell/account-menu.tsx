'use client'
import clsx from 'clsx'
import { CircleUserRound, Keyboard, LogOut, UserRound } from 'lucide-react'
import { Menu, MenuButton, MenuLine, MenuLink } from '../ui/menu'
import type { ShellCaller } from './shell-caller'
import { ThemeSwitch } from './theme-switch'
import { openKeyboardMap } from './keyboard'

type Props = { caller: ShellCaller; full?: boolean }

/** Who is signed in, how it should look, and the way out. `full` shows the name beside the mark. */
export function AccountMenu({ caller, full = false }: Props) {
  const name = caller.name ?? caller.address
  return (
    <Menu
      label={`Account of ${name}`}
      className={clsx('min-w-11 px-2 font-normal text-ink', full ? 'md:w-full md:justify-start md:px-3' : '-mr-2.5')}
      menuClassName="w-72"
      trigger={
        <>
          <CircleUserRound className="size-5! text-muted" />
          {full && (
            <span dir="auto" className="truncate max-md:hidden">
              {name}
            </span>
          )}
        </>
      }
    >
      <div className="px-3 pt-2 pb-3">
        {caller.name && (
          <p dir="auto" className="truncate font-medium">
            {caller.name}
          </p>
        )}
        <p className="truncate text-small text-muted">{caller.address}</p>
      </div>
      <ThemeSwitch />
      <MenuLine />
      <MenuLink href="/account">
        <UserRound /> Account
      </MenuLink>
      <MenuButton type="button" onClick={openKeyboardMap} className="max-sm:hidden">
        <Keyboard /> Keyboard
      </MenuButton>
      <form method="post" action="/account/sign-out">
        <MenuButton>
          <LogOut /> Sign out
        </MenuButton>
      </form>
    </Menu>
  )
}
