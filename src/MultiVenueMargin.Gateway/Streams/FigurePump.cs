using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Gateway.Streams;

/// <summary>
/// Sends figures as they change, each account's newest only: first all that are asked for, then what changed since. Nothing is queued for a reader: one that is
/// slow gets fewer of them.
/// </summary>
internal sealed class FigurePump(IMarginPlatform platform, Outlet<V1.WatchMarginResponse> outlet, DoorOptions options)
{
    public required Func<AccountId, ValueTask<bool>> MaySee { get; init; }

    /// <param name="from">The mark to go on from.</param>
    /// <param name="accounts">Absent: all that may be seen.</param>
    /// <param name="every">How often at most one account is sent.</param>
    public async Task RunAsync(FigureMark from, IReadOnlyList<AccountId>? accounts, TimeSpan every)
    {
        var mark = from;
        while (true)
        {
            var begun = options.Clock.GetTimestamp();
            mark = await RoundAsync(mark, accounts, every > TimeSpan.Zero).ConfigureAwait(false);
            while (!await outlet.WaitAsync(ended => platform.WaitFiguresAsync(mark, accounts, ended)).ConfigureAwait(false))
            {
                await ProgressAsync(mark).ConfigureAwait(false);
            }

            if (every - options.Clock.GetElapsedTime(begun) is { Ticks: > 0 } left)
            {
                await PauseAsync(left, mark).ConfigureAwait(false);
            }
        }
    }

    /// <summary>All that changed beyond a mark; with a pace, until an account would come a second time.</summary>
    private async Task<FigureMark> RoundAsync(FigureMark mark, IReadOnlyList<AccountId>? accounts, bool hasPace)
    {
        var (isFirst, wrote) = (false, false);
        var sent = new HashSet<AccountId>();
        while (true)
        {
            var page = await platform.ReadFiguresAsync(mark, accounts, options.Limits.FiguresPerRead, outlet.Ended).ConfigureAwait(false);
            if (hasPace && page.Figures.Any(figures => sent.Contains(figures.Account)))
            {
                return mark;
            }

            isFirst |= page.IsFirst;
            sent.UnionWith(hasPace ? page.Figures.Select(figures => figures.Account) : []);
            wrote |= await SendAsync(page, isFirst).ConfigureAwait(false);
            mark = page.Next;
            if (page.IsEnd)
            {
                // The picture is complete, and may have been empty.
                if (isFirst || (!wrote && outlet.IsQuiet))
                {
                    await ProgressAsync(mark).ConfigureAwait(false);
                }

                return mark;
            }
        }
    }

    /// <summary>What may be seen of a page; the last message carries the mark behind it.</summary>
    private async Task<bool> SendAsync(FigurePage page, bool isFirst)
    {
        V1.MarginUpdate? held = null;
        foreach (var figures in page.Figures)
        {
            if (!await MaySee(figures.Account).ConfigureAwait(false))
            {
                continue;
            }

            if (held is not null)
            {
                await outlet.WriteAsync(new V1.WatchMarginResponse { Update = held }, "").ConfigureAwait(false);
            }

            held = new V1.MarginUpdate { Figures = FiguresWire.Write(figures), IsFirst = isFirst };
        }

        if (held is null)
        {
            return false;
        }

        held.Cursor = page.Next.ToString();
        await outlet.WriteAsync(new V1.WatchMarginResponse { Update = held }, held.Cursor).ConfigureAwait(false);
        return true;
    }

    private async Task PauseAsync(TimeSpan pause, FigureMark mark)
    {
        for (var left = pause; left > TimeSpan.Zero; left -= options.Limits.ProgressEvery)
        {
            if (outlet.IsQuiet)
            {
                await ProgressAsync(mark).ConfigureAwait(false);
            }

            await Task.Delay(left < options.Limits.ProgressEvery ? left : options.Limits.ProgressEvery, options.Clock, outlet.Ended).ConfigureAwait(false);
        }
    }

    private Task ProgressAsync(FigureMark mark)
    {
        var progress = FiguresWire.Progress(new Cursor(mark.ToString()), options.Clock.GetUtcNow());
        return outlet.WriteAsync(new V1.WatchMarginResponse { Progress = progress }, mark.ToString());
    }
}
