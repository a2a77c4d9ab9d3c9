using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Live.Margins;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary><c>mvm account list</c>: the accounts that may be seen, with their newest figures and what these rest on, the worst first.</summary>
internal static class AccountListCommand
{
    public static readonly LiveCommand Command = new("account list", "account", [], MostWords: 0, Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem)
    {
        problem = string.Empty;
        return ShowAsync;
    }

    private static async Task<int> ShowAsync(LiveSession session)
    {
        var accounts = await AccountNames.SummariesAsync(session);
        var picture = accounts.Accounts.Count == 0 ? [] : await PictureAsync(session);
        var others = accounts.Accounts.Where(account => !picture.ContainsKey(account.Account)).ToList();
        session.Write(
            () => ContractJson.Object([("ListAccounts", ContractJson.Document(accounts)), ("WatchMargin", ContractJson.Array(picture.Values))]),
            console => FigureTables.Write(console, "Accounts", picture.Values.Select(each => each.Update.Figures), int.MaxValue, others),
            csv => WriteRows(csv, accounts, picture));
        return ExitCode.Sound;
    }

    /// <summary>The newest figures of all: unlike those of the list, they say what they rest on.</summary>
    private static async Task<SortedDictionary<string, V1.WatchMarginResponse>> PictureAsync(LiveSession session)
    {
        var picture = new SortedDictionary<string, V1.WatchMarginResponse>(StringComparer.Ordinal);
        await foreach (var message in session.Client.WatchMarginAsync(new V1.WatchMarginRequest(), session.Ending))
        {
            // What says that nothing changed says that the picture is complete.
            if (message.Update is not { } update)
            {
                break;
            }

            picture[update.Figures.Account] = message;
        }

        return picture;
    }

    private static void WriteRows(CsvRows csv, V1.ListAccountsResponse accounts, SortedDictionary<string, V1.WatchMarginResponse> picture)
    {
        csv.Header(["is_open", .. MarginRows.Header]);
        foreach (var account in accounts.Accounts)
        {
            if (picture.TryGetValue(account.Account, out var message) && message.Update.Figures is { Pools.Count: > 0 } known)
            {
                foreach (var pool in known.Pools)
                {
                    csv.Row([CsvRows.Bool(account.IsOpen), account.Account, .. FigureColumns.Of(pool), .. FigureColumns.StampOf(known)]);
                }
            }
            else
            {
                var nothing = Enumerable.Repeat(string.Empty, FigureColumns.Names.Length);
                csv.Row([CsvRows.Bool(account.IsOpen), account.Account, .. nothing, ExactNumber.Format(account.Version), string.Empty, string.Empty, string.Empty]);
            }
        }
    }
}
