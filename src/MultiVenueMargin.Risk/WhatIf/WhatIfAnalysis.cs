using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>What-if as a pure function: nothing is changed, two books are compared (MARGIN §8).</summary>
public static class WhatIfAnalysis
{
    /// <summary>The largest rise of a shock, so that what it moves is still a price.</summary>
    public const decimal LargestRise = (Price.Largest / MarketCheck.LargestMark) - 1m;

    public static WhatIfReport Evaluate(Book book, MarketSnapshot market, RuleSet rules, Proposal proposal) =>
        Evaluate(book, new PricedMarket(market, rules), proposal);

    /// <summary>
    /// The same against a market that is already priced and shared with other accounts. What cannot be done is refused: then
    /// nothing passes, the figures after are those before, and the reasons begin with the refusals.
    /// </summary>
    public static WhatIfReport Evaluate(Book book, PricedMarket market, Proposal proposal)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(proposal);
        var before = HouseModel.Evaluate(book, market);
        var proposed = ProposedBook.Of(book, market, proposal);
        var (afterBook, afterMarket) =
            (proposed.Book, proposal.Rules is { } proposedRules ? new PricedMarket(market.Market, proposedRules) : market);
        List<string> refusals = [.. proposed.Refusals, .. RefusalsOf(proposal.Shocks, afterBook, afterMarket)];
        if (proposal.Rules is { } rules)
        {
            refusals.AddRange(RuleBookLint.Check(rules).Select(finding => $"the proposed rules are unsound: {finding}"));
        }

        if (refusals.Count > 0)
        {
            return new WhatIfReport { Before = before, After = before, Passes = false, Reasons = refusals };
        }

        foreach (var shock in proposal.Shocks)
        {
            (afterBook, afterMarket) = Perturbation.Apply(afterBook, afterMarket, shock.Factor, shock.Move);
        }

        return Compare(before, HouseModel.Evaluate(afterBook, afterMarket), proposed.Notes);
    }

    /// <summary>Two books of one account, by the same measure: whether the second leaves every pool as it may be left.</summary>
    public static WhatIfReport Compare(Book before, Book after, PricedMarket market)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(market);
        return Compare(HouseModel.Evaluate(before, market), HouseModel.Evaluate(after, market), []);
    }

    internal static List<string> RefusalsOf(IReadOnlyList<Shock> shocks, Book book, PricedMarket market)
    {
        var refusals = new List<string>();
        foreach (var (index, shock) in shocks.Index())
        {
            if (RefusalOf(shock, book, market) is { } why)
            {
                refusals.Add($"shock {index + 1} ({shock.Factor.Name}) cannot be done: {why}");
            }
        }

        return refusals;
    }

    private static WhatIfReport Compare(MarginReport before, MarginReport after, IReadOnlyList<string> notes)
    {
        var verdicts = before.Pools.Concat(after.Pools)
            .Select(report => report.Pool)
            .Distinct()
            .Select(pool => PoolVerdict.Of(pool, Find(before, pool), Find(after, pool)))
            .ToList();
        return new WhatIfReport
        {
            Before = before,
            After = after,
            Passes = verdicts.All(verdict => verdict.Passes),
            Reasons = [.. notes, .. verdicts.Select(verdict => verdict.Reason)],
        };
    }

    /// <summary>A shock that moves nothing is refused rather than answered with a figure in which it did not happen.</summary>
    private static string? RefusalOf(Shock shock, Book book, PricedMarket market) => shock.Factor switch
    {
        VenueLossFactor when shock.Move != -1 => $"a venue is lost whole: its move is −1, not {ExactNumber.Format(shock.Move)}",
        VenueLossFactor loss => IsAnythingAt(book, loss.Venue) ? null : $"nothing is held at {loss.Venue}",
        _ when shock.Move is <= -1 or > LargestRise =>
            $"a move of {ExactNumber.Format(shock.Move)} is not above −1 and at most {ExactNumber.Format(LargestRise)}",
        PriceFactor price => market.FindIndex(price.Unit) is null ? $"there is no price of {price.Unit}" : null,
        VolatilityFactor volatility => IsThere<EuropeanOption>(market, volatility.Unit)
            ? null
            : $"there are no options on {volatility.Unit}",
        BasisFactor basis => IsThere<DatedDerivative>(market, basis.Unit) ? null : $"nothing on {basis.Unit} has an expiry",
        PegFactor peg when market.Rules.Collateral.TermsOf(peg.Stablecoin).Kind != AssetKind.Stablecoin =>
            $"{peg.Stablecoin} is not listed as a stablecoin",
        PegFactor peg => market.FindMark(peg.Stablecoin) is null ? $"there is no price of {peg.Stablecoin}" : null,
        _ => "it is no factor that can be moved",
    };

    private static bool IsThere<T>(PricedMarket market, RiskUnit unit)
        where T : Derivative => market.Market.Instruments.Values.OfType<T>().Any(contract => contract.Unit == unit);

    private static bool IsAnythingAt(Book book, LocationId venue) =>
        book.Lines.Any(line => line.Location == venue)
        || book.Positions.Any(position => position.Venue == venue)
        || book.Orders.Any(order => order.Venue == venue);

    private static PoolReport? Find(MarginReport report, PoolId pool) => report.Pools.FirstOrDefault(found => found.Pool == pool);
}
