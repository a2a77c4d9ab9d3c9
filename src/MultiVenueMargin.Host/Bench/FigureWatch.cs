using MultiVenueMargin.Domain;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Host.Bench;

/// <summary>Follows the stream of figures, as a subscriber of everything does.</summary>
internal sealed class FigureWatch(IMarginPlatform platform)
{
    private const int Page = 10_000;

    private FigureMark _mark = FigureMark.Beginning;

    /// <summary>Until so many accounts have figures of a market at or beyond a position; says when the one that stands worst had.</summary>
    public async Task<TimeSpan> UntilSeenAsync(int accounts, long position, CancellationToken cancellation)
    {
        var began = PlatformHost.Time.GetTimestamp();
        var worst = TimeSpan.Zero;
        var seen = new HashSet<AccountId>();
        while (seen.Count < accounts)
        {
            var page = await platform.ReadFiguresAsync(_mark, null, Page, cancellation);
            _mark = page.Next;
            foreach (var figures in page.Figures.Where(figures => figures.Market.Position >= position))
            {
                if (seen.Add(figures.Account) && figures.Account == BenchStreet.AccountOf(BenchStreet.Worst))
                {
                    worst = PlatformHost.Time.GetElapsedTime(began);
                }
            }

            if (page.IsEnd && seen.Count < accounts)
            {
                await platform.WaitFiguresAsync(_mark, null, cancellation);
            }
        }

        return worst;
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
