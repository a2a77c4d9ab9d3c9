using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// Each venue's own view of a pool: what it reported, else what its rule book gives where the rules name one (MARGIN §6). Where
/// neither can be had, that is named and never zero.
/// </summary>
internal static class VenueViews
{
    public static Dictionary<LocationId, VenueStatement> Of(Book book, PoolHoldings holdings, PricedMarket market, List<Omission> omissions)
    {
        var views = book.VenueStatements.Where(pair => pair.Value.Pool == holdings.Pool).ToDictionary();
        foreach (var venue in VenuesOf(book, holdings, views.Keys, market.Rules))
        {
            if (GapOf(views.GetValueOrDefault(venue), market) is not { } gap)
            {
                continue;
            }

            if (market.Models.OfVenue(venue, market.Rules) is not { } model)
            {
                omissions.Add(Absent(venue, $"{gap}; its shortfall is not in the figures"));
            }
            else if (ByRuleBook(model, book, holdings.Pool, venue, market, out var refusal) is { } view)
            {
                views[venue] = view;
                omissions.Add(Absent(venue, $"{gap}; that of its rule book {model.Name} stands in"));
            }
            else
            {
                omissions.Add(Absent(venue, $"{gap}, and its rule book {model.Name} cannot say it ({refusal}); its shortfall is not in the figures"));
            }
        }

        return views;
    }

    /// <summary>Why a venue's own figures cannot be used; absent when they can. What it said long ago is not what it would say now.</summary>
    public static string? GapOf(VenueStatement? statement, PricedMarket market)
    {
        if (statement is null)
        {
            return "the venue's own margin is not known";
        }

        var age = market.AsOf - statement.AsOf;
        return Uncertainty.IsLost(age, market.Rules.Uncertainty) ? $"the venue's own margin is {Uncertainty.Describe(age)} old"
            : statement.Equity is null ? "the venue does not say its equity"
            : statement.MaintenanceMargin is null ? "the venue does not say its maintenance margin"
            : null;
    }

    /// <summary>Where there are positions, where somebody speaks, and where collateral lies under rules that we know.</summary>
    private static List<LocationId> VenuesOf(Book book, PoolHoldings holdings, IEnumerable<LocationId> speaking, RuleSet rules)
    {
        var governed = rules.Locations.Values.Any(terms => terms.Model is not null)
            ? book.Lines.Where(line => line.Pool == holdings.Pool).Select(line => line.Location).Where(location => rules.Locations.GetValueOrDefault(location)?.Model is not null)
            : [];
        return speaking.Concat(holdings.Positions.Select(position => position.Venue)).Concat(governed).Distinct().Order().ToList();
    }

    /// <summary>What the rule book gives on what lies there; absent where it does not know all of it, for then its figure would be too low.</summary>
    private static VenueStatement? ByRuleBook(
        IMarginModel model, Book book, PoolId pool, LocationId venue, PricedMarket market, out string refusal)
    {
        var there = ModelBook.Of(book, pool, market, venue);
        refusal = there.Unknown is [var unknown, ..] ? $"{unknown.Subject}: {unknown.Reason}" : string.Empty;
        if (refusal.Length > 0)
        {
            return null;
        }

        ModelReport report;
        try
        {
            report = model.Evaluate(there);
        }
        catch (Exception failure) when (failure is ArithmeticException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            // Its parameters come from outside: one that no book can be computed with makes a venue unknown, and not the account.
            refusal = failure.Message;
            return null;
        }

        if (report.NotCovered.FirstOrDefault(gap => !IsHarmless(gap, there)) is { } left)
        {
            refusal = $"{left.Subject}: {left.Reason}";
            return null;
        }

        return new VenueStatement
        {
            Pool = pool,
            Equity = report.Equity,
            InitialMargin = report.Initial,
            MaintenanceMargin = report.Maintenance,
            AsOf = market.AsOf,
        };
    }

    /// <summary>A coin that is owned and not counted only makes a venue look poorer than it is; anything else that is left out makes it look richer.</summary>
    private static bool IsHarmless(ModelGap gap, ModelBook there) =>
        there.Balances.Any(balance => balance.Asset.Code == gap.Subject && balance.Borrowed == 0 && balance.UnrealisedProfit >= 0);

    private static Omission Absent(LocationId venue, string reason) => new(OmissionKind.VenueFigureAbsent, venue.Code, reason);
}
