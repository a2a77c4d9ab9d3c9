using MultiVenueMargin.Domain;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Host.Bench;

/// <summary>Follows the stream of figures, as a subscriber of everything does.</summary>
internal sealed class FigureWatch(IMarginPlatform platform)
{
    private const int Page = 10_000;

    private FigureMark _mark = FigureMark.Beginning;

    /// <summary>Until so many accounts have figures of a market at or beyond a position.</summary>
    public async Task UntilSeenAsync(int accounts, long position, CancellationToken cancellation)
    {
        var seen = new HashSet<AccountId>();
        while (seen.Count < accounts)
        {
            var page = await platform.ReadFiguresAsync(_mark, null, Page, cancellation);
            _mark = page.Next;
            seen.UnionWith(page.Figures.Where(figures => figures.Market.Position >= position).Select(figures => figures.Account));
            if (page.IsEnd && seen.Count < accounts)
            {
                await platform.WaitFiguresAsync(_mark, null, cancellation);
            }
        }
    }

    /// <summary>Until an account has figures of a market at or beyond a position; says when.</summary>
    public static async Task<long> UntilAtAsync(IMarginPlatform platform, AccountId account, long position, CancellationToken cancellation)
    {
        while (true)
        {
            var page = await platform.ReadFiguresAsync(FigureMark.Beginning, [account], 1, cancellation);
            if (page.Figures is [{ } figures] && figures.Market.Position >= position)
            {
                return PlatformHost.Time.GetTimestamp();
            }

            await platform.WaitFiguresAsync(page.Next, [account], cancellation);
        }
    }

    /// <summary>Until an account has figures beyond a version.</summary>
    public static async Task UntilBeyondAsync(IMarginPlatform platform, AccountId account, long version, CancellationToken cancellation)
    {
        while (true)
        {
            var page = await platform.ReadFiguresAsync(FigureMark.Beginning, [account], 1, cancellation);
            if (page.Figures is [{ } figures] && figures.Version > version)
            {
                return;
            }

            await platform.WaitFiguresAsync(page.Next, [account], cancellation);
        }
    }
}
