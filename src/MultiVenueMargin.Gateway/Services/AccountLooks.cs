using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Gateway.Callers;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>Looks at accounts one after the other: at one that was named, or page by page at all that may be seen.</summary>
internal sealed class AccountLooks(IMarginPlatform platform, Gatekeeper gate)
{
    /// <param name="account">Absent: all that may be seen.</param>
    /// <param name="size">How many accounts are looked at.</param>
    public async Task<(IReadOnlyList<AccountView> Views, string NextToken)> PageAsync(
        ServerCallContext context, Need need, AccountId? account, string question, string token, int size)
    {
        if (account is { } named)
        {
            await gate.RequireAsync(context, need, named).ConfigureAwait(false);
            return token.Length > 0
                ? throw PageToken.Invalid()
                : ([Answer.Found(await platform.AccountAsync(named, context.CancellationToken).ConfigureAwait(false), named)], "");
        }

        var after = PageToken.Read(question, token, static key => AccountId.TryParse(key, out var last) ? last : (AccountId?)null);
        var (views, end) = await BeyondAsync(context, need, after, size).ConfigureAwait(false);
        return (views, end is { } last ? PageToken.Write(question, last.ToString()) : "");
    }

    /// <summary>Those of the next accounts that may be seen, and the last that was looked at; absent: there was none.</summary>
    public async Task<(IReadOnlyList<AccountView> Views, AccountId? Last)> BeyondAsync(ServerCallContext context, Need need, AccountId? after, int size)
    {
        var accounts = await platform.ListAccountsAsync(after, size, context.CancellationToken).ConfigureAwait(false);
        var views = new List<AccountView>();
        foreach (var summary in accounts)
        {
            if (await gate.AllowsAsync(context, need, NeedScope.Of(summary.Account)).ConfigureAwait(false)
                && await platform.AccountAsync(summary.Account, context.CancellationToken).ConfigureAwait(false) is { } view)
            {
                views.Add(view);
            }
        }

        return (views, accounts.Count == 0 ? null : accounts[^1].Account);
    }
}
