using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Gateway.Callers;
using MultiVenueMargin.Gateway.Services;

namespace MultiVenueMargin.Gateway.Streams;

/// <summary>
/// Decisions of accounts: for whoever has no cursor first what is open, then what happens from then on; for whoever has one, what happened since. The
/// picture is complete with the first cursor: a reader that was cut before it begins anew.
/// </summary>
internal sealed class DecisionStream<T>(
    IMarginPlatform platform, Gatekeeper gate, AccountLooks looks, ServerCallContext context, Outlet<T> outlet, DoorOptions options)
    where T : class
{
    private const int AccountsPerLook = 100;

    // What was open when the stream began: what had happened to it by then is in the picture already.
    private readonly Dictionary<AccountId, long> _shown = [];

    public required Need Need { get; init; }

    /// <summary>What is open in an account.</summary>
    public required Func<AccountView, IEnumerable<T>> Open { get; init; }

    /// <summary>What a record says; null where it says nothing to this reader.</summary>
    public required Func<JournalItem, T?> Event { get; init; }

    /// <summary>Whether what a record says concerns this reader.</summary>
    public Func<JournalItem, ValueTask<bool>> Concerns { get; init; } = static _ => ValueTask.FromResult(true);

    public required Action<T, string> Stamp { get; init; }

    public required Func<V1.Progress, T> Progress { get; init; }

    public async Task RunAsync(AccountId? account, Cursor cursor)
    {
        if (account is { } named)
        {
            await gate.RequireAsync(context, Need, named).ConfigureAwait(false);
            // Also where there is a cursor: a stream of one that is not there would be silent for ever.
            Answers.Answer.Found(await platform.AccountAsync(named, outlet.Ended).ConfigureAwait(false), named);
        }

        var from = cursor == Cursor.Beginning || cursor == default ? await ShowAsync(account).ConfigureAwait(false) : cursor;
        var pump = new JournalPump<T>(platform, outlet, options)
        {
            Write = item => IsShown(item) || Event(item) is not { } message ? [] : [message],
            MaySee = async item => await gate.AllowsAsync(context, Need, NeedScope.Of(item.Stream.Account)).ConfigureAwait(false)
                && await Concerns(item).ConfigureAwait(false),
            Stamp = Stamp,
            Progress = at => Progress(FiguresWire.Progress(at, options.Clock.GetUtcNow())),
            AtEnd = _shown.Clear,
        };
        await pump.RunAsync(from, ReadScope.Decisions with { Account = account }, follow: true).ConfigureAwait(false);
    }

    private bool IsShown(JournalItem item) =>
        _shown.Count > 0 && _shown.TryGetValue(item.Stream.Account, out var version) && item.Version <= version;

    /// <summary>Everything that is open. The end of the journal is noted before: what comes meanwhile is in the picture, behind the cursor, or both.</summary>
    private async Task<Cursor> ShowAsync(AccountId? account)
    {
        var end = await platform.EndAsync(outlet.Ended).ConfigureAwait(false);
        if (account is { } named)
        {
            await ShowAsync(await platform.AccountAsync(named, outlet.Ended).ConfigureAwait(false)
                ?? throw Answers.Answer.NoSuchAccount(named)).ConfigureAwait(false);
        }
        else
        {
            AccountId? last = null;
            do
            {
                (var views, last) = await looks.BeyondAsync(context, Need, last, AccountsPerLook).ConfigureAwait(false);
                foreach (var view in views)
                {
                    await ShowAsync(view).ConfigureAwait(false);
                }
            }
            while (last is not null);
        }

        var complete = Progress(FiguresWire.Progress(end, options.Clock.GetUtcNow()));
        Stamp(complete, end.ToString());
        await outlet.WriteAsync(complete, end.ToString()).ConfigureAwait(false);
        return end;
    }

    private async Task ShowAsync(AccountView view)
    {
        foreach (var message in Open(view))
        {
            _shown[view.Account] = view.Version;
            await outlet.WriteAsync(message, "").ConfigureAwait(false);
        }
    }
}
