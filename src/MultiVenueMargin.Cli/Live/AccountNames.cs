using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Client;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Live;

/// <summary>Names of accounts: as they are written, and which somebody may have meant.</summary>
internal static class AccountNames
{
    private const int PageSize = 1_000;
    private const int MostNamed = 5;

    // A platform may have a million; who mistypes a name waits for the first of them only.
    private const int MostPages = 20;

    /// <summary>The account that is the word at a place; null, with the reason, where it is none.</summary>
    public static string? Read(Arguments arguments, int at, out string problem)
    {
        problem = "ACCOUNT is missing; it is INSTITUTION/NAME, and mvm account list shows those there are.";
        return arguments.Words.Count > at ? Read(arguments.Words[at], out problem) : null;
    }

    public static string? Read(string word, out string problem)
    {
        var isAccount = AccountId.TryParse(word, out _);
        problem = isAccount ? string.Empty : $"{JsonPath.Quoted(word)} is no account; it is INSTITUTION/NAME.";
        return isAccount ? word : null;
    }

    /// <summary>
    /// Finds the platform and the accounts that are named before anything is watched: a stream goes on over broken connections, and would wait for ever
    /// for one that was mistyped.
    /// </summary>
    public static async Task ReachAsync(LiveSession session, IReadOnlyList<string> accounts)
    {
        if (accounts.Count == 0)
        {
            await session.Client.Accounts.ListAccountsAsync(new V1.ListAccountsRequest { PageSize = 1 }, cancellationToken: session.Ending);
        }

        foreach (var account in accounts)
        {
            session.Asked = account;
            await session.Client.Accounts.GetAccountAsync(new V1.GetAccountRequest { Account = account }, cancellationToken: session.Ending);
        }
    }

    /// <summary>A line that says which accounts there are instead of the one that there is not.</summary>
    public static async Task<string> SuggestAsync(LiveSession session)
    {
        const string Otherwise = "mvm account list shows the accounts that may be seen.";
        try
        {
            var wanted = session.Asked ?? string.Empty;
            var known = await ListAsync(session, MostPages);
            var name = wanted[(wanted.IndexOf('/', StringComparison.Ordinal) + 1)..];
            var nearest = known.Where(each => each.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase)).ToList();
            if (Spelling.Nearest(wanted, known) is { } spelled && !nearest.Contains(spelled))
            {
                nearest.Insert(0, spelled);
            }

            return nearest.Count > 0 ? $"Did you mean {string.Join(" or ", nearest.Take(MostNamed).Select(Shown.Plain))}?"
                : known.Count is > 0 and <= MostNamed ? $"There {(known.Count == 1 ? "is" : "are")} {string.Join(", ", known.Select(Shown.Plain))}."
                : known.Count == 0 ? "There is no account that may be seen."
                : Otherwise;
        }
        catch (DoorException)
        {
            // What is wrong was said already; that nobody can be suggested adds nothing to it.
            return Otherwise;
        }
    }

    /// <summary>Everybody that may be seen, by name.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(LiveSession session, int mostPages = int.MaxValue) =>
        [.. (await SummariesAsync(session, mostPages)).Accounts.Select(account => account.Account)];

    /// <summary>All pages of the list as one answer.</summary>
    public static async Task<V1.ListAccountsResponse> SummariesAsync(LiveSession session, int mostPages = int.MaxValue)
    {
        var all = new V1.ListAccountsResponse();
        var request = new V1.ListAccountsRequest { PageSize = PageSize };
        for (var page = 0; page < mostPages; page++)
        {
            var answer = await session.Client.Accounts.ListAccountsAsync(request, cancellationToken: session.Ending);
            all.Accounts.AddRange(answer.Accounts);
            if (answer.NextPageToken.Length == 0)
            {
                break;
            }

            request.PageToken = answer.NextPageToken;
        }

        return all;
    }
}
