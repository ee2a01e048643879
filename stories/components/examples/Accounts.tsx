import { AccountList, type AccountListOptions } from 'appmixer-react'
import { countRenders } from '../../house/appmixer.tsx'

/** The connections of a user with everything that `AccountList` has. */
export function Accounts(options: AccountListOptions) {
  return (
    <AccountList.Root {...options}>
      <div className="toolbar">
        <AccountList.Search />
        <AccountList.TestAll />
        <AccountList.TestStatus />
      </div>
      <AccountList.Loading />
      <AccountList.Failure />
      <AccountList.Reload />
      <AccountList.Empty />
      <AccountList.Clear />
      <AccountList.Items renderItem={countRenders}>
        <AccountList.Icon width="24" height="24" />
        <AccountList.Name />
        <AccountList.NameInput />
        <AccountList.Save />
        <AccountList.CancelRename />
        <AccountList.Service />
        <AccountList.Status />
        <AccountList.Tested />
        <AccountList.Usage />
        <AccountList.Test />
        <AccountList.Reconnect />
        <AccountList.Rename />
        <AccountList.Revoke />
        <AccountList.Notice>
          <AccountList.ItemError />
          <AccountList.Retry />
          <AccountList.Dismiss />
        </AccountList.Notice>
      </AccountList.Items>
      <div data-part="paging">
        <AccountList.Range />
      </div>
      <AccountList.Dialog>
        <AccountList.Question />
        <AccountList.Affected />
        <AccountList.Consequence />
        <AccountList.Cancel />
        <AccountList.Confirm />
      </AccountList.Dialog>
      <AccountList.Announcer />
    </AccountList.Root>
  )
}
