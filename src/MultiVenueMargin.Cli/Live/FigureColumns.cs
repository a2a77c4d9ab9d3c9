using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Cli.Live;

/// <summary>The figures of a pool as columns of CSV, under their names in the contract.</summary>
internal static class FigureColumns
{
    public static readonly string[] Names =
    [
        "pool", "state", "last_known", "ratio", "worst_equity", "likely_equity", "best_equity", "maintenance_margin", "initial_margin", "shortfall_to_target",
        "call_amount",
    ];

    /// <summary>What figures rest on.</summary>
    public static readonly string[] StampNames = ["version", "as_of", "market", "rules"];

    public static string[] Of(V1.PoolFigures figures) =>
    [
        figures.Pool, ContractJson.Text(figures.State), ContractJson.Text(figures.LastKnown), figures.Ratio, figures.WorstEquity, figures.LikelyEquity,
        figures.BestEquity, figures.MaintenanceMargin, figures.InitialMargin, figures.ShortfallToTarget, figures.CallAmount,
    ];

    public static string[] StampOf(V1.AccountFigures figures) => Stamp(figures.Version, figures.Market, figures.Rules);

    public static string[] StampOf(V1.MarginView view) => Stamp(view.Version, view.Market, view.Report?.Rules ?? string.Empty);

    public static string[] Stamp(long version, V1.MarketStamp? market, string rules) =>
        [ExactNumber.Format(version), ContractJson.Text(market?.ValuedAt), market is null ? string.Empty : ExactNumber.Format(market.Position), rules];
}
