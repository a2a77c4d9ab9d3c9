using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Contracts;

/// <summary>figures.proto: what several services speak of.</summary>
public static class FiguresWire
{
    public static V1.MarginState Write(MarginState state) => EnumMap<MarginState, V1.MarginState>.Write(state);

    public static V1.MarketStamp Write(MarketStamp stamp) => new() { Position = stamp.Position, ValuedAt = WireText.Of(stamp.ValuedAt) };

    public static V1.PoolFigures Write(PoolFigures figures) => new()
    {
        Pool = figures.Pool.Code,
        WorstEquity = WireText.Of(figures.WorstEquity),
        LikelyEquity = WireText.Of(figures.LikelyEquity),
        BestEquity = WireText.Of(figures.BestEquity),
        MaintenanceMargin = WireText.Of(figures.MaintenanceMargin),
        InitialMargin = WireText.Of(figures.InitialMargin),
        ShortfallToTarget = WireText.Of(figures.ShortfallToTarget),
        CallAmount = WireText.Of(figures.CallAmount),
        State = Write(figures.State),
        LastKnown = Write(figures.LastKnown),
        Ratio = WireText.Of(RatioOf(figures.WorstEquity, figures.MaintenanceMargin)),
    };

    public static V1.AccountFigures Write(AccountFigures figures) => new()
    {
        Account = figures.Account.ToString(),
        Version = figures.Version,
        Market = Write(figures.Market),
        Rules = figures.Rules.Code,
        Pools = { figures.Pools.Select(Write) },
    };

    public static V1.Finding Write(Finding finding) => new() { Path = finding.Path, Problem = finding.Problem, Fix = finding.Fix };

    public static V1.Progress Progress(Cursor cursor, DateTimeOffset at) => new() { Cursor = cursor.ToString(), At = WireText.Of(at) };

    /// <summary>Towards −∞, so that no ratio looks better than it is. Absent where nothing is required, or next to nothing, of a fortune.</summary>
    internal static decimal? RatioOf(Usd equity, Usd maintenance) =>
        maintenance.Amount <= 0 || (maintenance.Amount < 1 && Math.Abs(equity.Amount) >= decimal.MaxValue * maintenance.Amount)
            ? null
            : decimal.Round(equity.Amount / maintenance.Amount, 8, MidpointRounding.ToNegativeInfinity);
}
