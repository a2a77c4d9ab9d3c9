using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Cli.Live.Feeds;

/// <summary><c>mvm feeds</c>: how each feed stands.</summary>
internal static class FeedsCommand
{
    public static readonly LiveCommand Command = new("feeds", "feeds", [], MostWords: 1, Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem)
    {
        if (arguments.Words.Count == 0)
        {
            problem = string.Empty;
            return async session => Write(session, await AllAsync(session));
        }

        return AccountNames.Read(arguments, 0, out problem) is { } account ? session => ShowAsync(session, account) : null;
    }

    private static async Task<int> ShowAsync(LiveSession session, string account)
    {
        session.Asked = account;
        var answer = await AskAsync(session, account);
        session.Write(
            answer,
            console => FeedTables.Write(console, $"{Shown.Plain(account)} · feeds", answer.Feeds.Select(feed => (account, feed)), withAccount: false),
            csv => WriteRows(csv, [(account, answer)]));
        return ExitCode.Sound;
    }

    private static int Write(LiveSession session, IReadOnlyList<(string Account, V1.ListFeedsResponse Answer)> answers)
    {
        session.Write(
            () => ContractJson.Object(answers.Select(each => (each.Account, ContractJson.Document(each.Answer)))),
            console => FeedTables.Write(console, "Feeds", answers.SelectMany(each => each.Answer.Feeds.Select(feed => (each.Account, feed))), withAccount: true),
            csv => WriteRows(csv, answers));
        return ExitCode.Sound;
    }

    private static async Task<IReadOnlyList<(string, V1.ListFeedsResponse)>> AllAsync(LiveSession session)
    {
        var answers = new List<(string, V1.ListFeedsResponse)>();
        foreach (var account in await AccountNames.ListAsync(session))
        {
            session.Asked = account;
            answers.Add((account, await AskAsync(session, account)));
        }

        return answers;
    }

    private static async Task<V1.ListFeedsResponse> AskAsync(LiveSession session, string account) =>
        await session.Client.Feeds.ListFeedsAsync(new V1.ListFeedsRequest { Account = account }, cancellationToken: session.Ending);

    private static void WriteRows(CsvRows csv, IReadOnlyList<(string Account, V1.ListFeedsResponse Answer)> answers)
    {
        csv.Header("account", "feed", "pool", "grade", "epoch", "through", "heard_at", "age", "needs_snapshot", "is_silent", "problem");
        foreach (var (account, answer) in answers)
        {
            foreach (var feed in answer.Feeds)
            {
                csv.Row(
                    account, feed.Feed, feed.Pool, ContractJson.Text(feed.Grade), ExactNumber.Format(feed.Epoch), ExactNumber.Format(feed.Through),
                    ContractJson.Text(feed.HeardAt), ContractJson.Text(feed.Age), CsvRows.Bool(feed.NeedsSnapshot), CsvRows.Bool(feed.IsSilent), feed.Problem);
            }
        }
    }
}
