using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Contracts;

/// <summary>report.proto: margin reports, what they rest on, and every figure opened.</summary>
public static class ReportWire
{
    /// <summary>A report, with what the venues of its book say themselves.</summary>
    public static V1.MarginReport Write(MarginReport report, Book book)
    {
        var wire = Write(report);
        wire.VenueStatements.AddRange(book.VenueStatements.OrderBy(entry => entry.Key).Select(entry => BookWire.Write(entry.Key, entry.Value)));
        return wire;
    }

    /// <summary>A report alone.</summary>
    public static V1.MarginReport Write(MarginReport report) => new()
    {
        Account = report.Account.ToString(),
        AsOf = WireText.Of(report.AsOf),
        Market = report.Market.Code,
        Rules = report.Rules.Code,
        Pools = { report.Pools.Select(Write) },
    };

    /// <summary>A report with what it rests on; with the book itself where that is asked for, for it is as long as the account is large.</summary>
    public static V1.MarginView Write(MarginView view, DateTimeOffset now, bool withBook) => new()
    {
        Version = view.Version,
        Market = FiguresWire.Write(view.Market),
        Report = Write(view.Report, view.Book),
        Feeds = { view.Feeds.Select(feed => Write(feed, now)) },
        Notices = { view.Notices },
        IsCurrent = view.IsCurrent,
        Book = withBook ? BookWire.Write(view.Book) : null,
    };

    /// <summary>A feed, with its age at an instant: that of the answer.</summary>
    public static V1.FeedStanding Write(FeedView feed, DateTimeOffset now) => new()
    {
        Feed = feed.Feed.ToString(),
        Pool = feed.Pool.Code,
        Epoch = feed.Epoch,
        Through = feed.Through,
        HeardAt = WireText.Of(feed.HeardAt),
        Age = feed.HeardAt is { } heard ? WireText.Of(now > heard ? now - heard : TimeSpan.Zero) : null,
        Grade = EnumMap<Freshness, V1.FeedGrade>.Write(feed.Grade),
        NeedsSnapshot = feed.NeedsSnapshot,
        IsSilent = feed.IsSilent,
        Problem = feed.Problem,
    };

    public static V1.PoolFigures FiguresOf(PoolReport pool) => new()
    {
        Pool = pool.Pool.Code,
        WorstEquity = WireText.Of(pool.Equity.Adjusted),
        LikelyEquity = WireText.Of(pool.Equity.Likely),
        BestEquity = WireText.Of(pool.Equity.Best),
        MaintenanceMargin = WireText.Of(pool.MaintenanceMargin),
        InitialMargin = WireText.Of(pool.InitialMargin),
        ShortfallToTarget = WireText.Of(pool.ShortfallToTarget),
        CallAmount = WireText.Of(pool.CallAmount),
        State = FiguresWire.Write(pool.State),
        LastKnown = FiguresWire.Write(pool.LastKnownState),
        Ratio = WireText.Of(pool.Ratio.Worst),
    };

    public static V1.PoolExplanation Explain(PoolReport pool) => new()
    {
        Pool = pool.Pool.Code,
        Requirement = Write(Explanation.OfRequirement(pool)),
        Equity = Write(Explanation.OfEquity(pool)),
    };

    public static V1.Explanation Write(Explanation explanation) => new()
    {
        Name = explanation.Name,
        Amount = WireText.Of(explanation.Amount),
        Working = explanation.Working,
        Venue = explanation.Venue?.Code ?? "",
        Holding = explanation.Holding ?? "",
        Factor = explanation.Factor ?? "",
        Parts = { explanation.Parts.Select(Write) },
    };

    public static V1.Factor Write(Factor factor) => factor switch
    {
        PriceFactor price => new V1.Factor { PriceOf = price.Unit.Code },
        VolatilityFactor volatility => new V1.Factor { VolatilityOf = volatility.Unit.Code },
        BasisFactor basis => new V1.Factor { BasisOf = basis.Unit.Code },
        PegFactor peg => new V1.Factor { PegOf = peg.Stablecoin.Code },
        VenueLossFactor loss => new V1.Factor { LossOf = loss.Venue.Code },
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "The contract has no name for this factor."),
    };

    public static Factor Read(WireReader at, V1.Factor wire)
    {
        switch (wire.KindCase)
        {
            case V1.Factor.KindOneofCase.PriceOf:
                return new PriceFactor(at.Unit("price_of", wire.PriceOf));
            case V1.Factor.KindOneofCase.VolatilityOf:
                return new VolatilityFactor(at.Unit("volatility_of", wire.VolatilityOf));
            case V1.Factor.KindOneofCase.BasisOf:
                return new BasisFactor(at.Unit("basis_of", wire.BasisOf));
            case V1.Factor.KindOneofCase.PegOf:
                return new PegFactor(at.Asset("peg_of", wire.PegOf));
            case V1.Factor.KindOneofCase.LossOf:
                return new VenueLossFactor(at.Location("loss_of", wire.LossOf));
            default:
                at.Missing("kind");
                return null!;
        }
    }

    public static V1.Distance Write(Distance distance) => new()
    {
        Pool = distance.Pool.Code,
        Factor = Write(distance.Factor),
        Level = WireText.Of(distance.Level),
        Down = WireText.Of(distance.Down),
        Up = WireText.Of(distance.Up),
    };

    /// <param name="pool">The pool that is called.</param>
    /// <param name="asset">In what.</param>
    /// <param name="location">Delivered where.</param>
    /// <param name="amount">Absent: no amount does.</param>
    public static V1.CallAmount CallAmount(PoolId pool, Asset asset, LocationId location, Quantity? amount) => new()
    {
        Pool = pool.Code,
        Asset = asset.Code,
        Location = location.Code,
        Amount = WireText.Of(amount),
    };

    private static V1.PoolMargin Write(PoolReport pool) => new()
    {
        Figures = FiguresOf(pool),
        RawEquity = WireText.Of(pool.Equity.Raw),
        WorstRatio = WireText.Of(pool.Ratio.Worst),
        LikelyRatio = WireText.Of(pool.Ratio.Likely),
        BestRatio = WireText.Of(pool.Ratio.Best),
        ExcessOverMaintenance = WireText.Of(pool.SolvencyDelta),
        ExcessOverInitial = WireText.Of(pool.ExcessOverInitial),
        Parts = { RequirementParts.Of(pool) },
        Units = { pool.Units.Select(Write) },
        Unknown = { pool.Unknown.Select(Write) },
        Omissions = { pool.Omissions.Select(Write) },
    };

    private static V1.UnitRequirement Write(UnitReport unit) => new()
    {
        Unit = unit.Unit.Code,
        Requirement = WireText.Of(unit.Requirement),
        Core = WireText.Of(unit.Core),
        BindingScenario = unit.Scan.Binding,
        Scan = { unit.Scan.Vector.Select(each => new V1.ScenarioValue { Scenario = each.Scenario, Value = WireText.Of(each.Value) }) },
        NetDelta = WireText.Of(unit.NetDelta),
    };

    private static V1.Omission Write(Omission omission) => new()
    {
        Kind = EnumMap<OmissionKind, V1.OmissionKind>.Write(omission.Kind),
        Subject = omission.Subject,
        Reason = omission.Reason,
        Amount = WireText.Of(omission.Amount),
    };
}
