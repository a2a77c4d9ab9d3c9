using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// What it takes to meet a call in a given asset at a given place (MARGIN §6). Collateral brings its haircuts, caps and its
/// own risk, or hedges what is there, so the amount is found by looking at the account with it: on the hot path where its bound decides, else by the report.
/// </summary>
public static class CallAmounts
{
    /// <summary>The finest amount asked for.</summary>
    private const decimal Step = 0.00000001m;

    // The search begins below what a perfect hedge could save and ends where ten thousand times the shortfall did not help.
    private const decimal FirstShare = 0.125m;
    private const decimal LastMultiple = 10_000m;
    private const decimal Growth = 1.25m;

    /// <summary>
    /// The least amount of an asset that, posted at a location and valued like everything else, brings the pool's equity to
    /// the target multiple of MM, rounded up to 10^-8; zero where nothing is called for; absent when no amount does.
    /// </summary>
    public static Quantity? AmountIn(
        Book book, MarketSnapshot market, RuleSet rules, PoolId pool, Asset asset, LocationId location) =>
        AmountIn(book, new PricedMarket(market, rules), pool, asset, location);

    /// <summary>The same on a market that is already priced.</summary>
    public static Quantity? AmountIn(Book book, PricedMarket priced, PoolId pool, Asset asset, LocationId location) =>
        AmountIn(new AccountSearch(book, priced), pool, asset, location);

    /// <summary>The same in a search that others share.</summary>
    internal static Quantity? AmountIn(AccountSearch search, PoolId pool, Asset asset, LocationId location)
    {
        var posted = new PostedCollateral(search, pool, asset, location);
        return AmountIn(search, pool, asset, posted.Meets);
    }

    /// <summary>The same of whatever tells whether an amount is enough.</summary>
    internal static Quantity? AmountIn(AccountSearch search, PoolId pool, Asset asset, Func<decimal, bool> meets)
    {
        var now = search.Now.PoolOf(pool);
        if (now.CallAmount == Usd.Zero || now.ShortfallToTarget == Usd.Zero)
        {
            return Quantity.Zero;
        }

        if (search.Market.FindMark(asset) is not { Mark.Value: > 0 } mark)
        {
            return null;
        }

        var atMark = now.ShortfallToTarget.Amount / mark.Mark.Value;
        var most = Math.Min(atMark * LastMultiple, Quantity.Largest);
        var tooLittle = 0m;
        for (var amount = OnStep(atMark * FirstShare); amount <= most; amount = OnStep(amount * Growth))
        {
            if (meets(amount))
            {
                return new Quantity(Least(tooLittle, amount));
            }

            tooLittle = amount;
        }

        return null;

        decimal Least(decimal below, decimal enough)
        {
            while (enough - below > Step)
            {
                var middle = OnStep((below + enough) / 2);
                if (middle >= enough)
                {
                    break;
                }

                if (meets(middle))
                {
                    enough = middle;
                }
                else
                {
                    below = middle;
                }
            }

            return enough;
        }
    }

    private static decimal OnStep(decimal amount) => decimal.Round(amount, 8, MidpointRounding.ToPositiveInfinity);
}
