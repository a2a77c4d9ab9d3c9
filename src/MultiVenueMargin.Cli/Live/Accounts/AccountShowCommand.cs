using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live.Margins;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary><c>mvm account show</c>: what an account is, holds and owes, and how everything about it stands.</summary>
internal static class AccountShowCommand
{
    public static readonly LiveCommand Command = new("account show", "account", [], MostWords: 1, Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem) =>
        AccountNames.Read(arguments, 0, out problem) is { } account ? session => ShowAsync(session, account) : null;

    private static async Task<int> ShowAsync(LiveSession session, string name)
    {
        session.Asked = name;
        var account = await session.Client.Accounts.GetAccountAsync(new V1.GetAccountRequest { Account = name }, cancellationToken: session.Ending);
        // The book and the figures that were made from it in one answer: what is listed is what was margined.
        var margin = await session.Client.Margin.ExplainAsync(new V1.ExplainRequest { Account = name, WithBook = true }, cancellationToken: session.Ending);
        session.Write(
            () => ContractJson.Object([("GetAccount", ContractJson.Document(account)), ("Explain", ContractJson.Document(margin))]),
            console => AccountTables.Write(console, account.Account, margin),
            csv => AccountRows.Write(csv, account.Account, margin.Margin));
        return ExitCode.Sound;
    }
}
