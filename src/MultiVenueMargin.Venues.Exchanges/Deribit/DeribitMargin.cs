using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Venues.Exchanges.Deribit.Wire;
using MultiVenueMargin.Venues.Numbers;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Exchanges.Deribit;

/// <summary>
/// What an account summary says. Two things are easily read wrongly. The margins and the margin balance of an account with cross collateral are
/// those of the whole account in every currency's row, so they are taken once, in dollars; what lies there is the balance of each row. And the
/// profit of a session is in no balance before the daily settlement: it is equity less balance less the value of options.
/// </summary>
internal static class DeribitMargin
{
    /// <summary>The name of the one pool of an account with cross collateral.</summary>
    public const string CrossPool = "cross";

    public static IReadOnlyList<VenueUpdate> Read(FieldReader fields, IReadOnlyList<DeribitSummary> rows, FeedParts complete, DateTimeOffset? saidAt)
    {
        var facts = new List<FeedFact>();
        var margins = new List<VenueUpdate>();
        MarginTold? cross = null;
        foreach (var row in rows)
        {
            fields.Unnamed(row.Rest, DeribitFields.Summary, "summary");
            if (fields.Asset(row.Currency, "currency") is not { } currency)
            {
                continue;
            }

            facts.Add(Balance(fields, row, currency));
            if (!IsCross(row))
            {
                margins.Add(Apart(fields, row, currency));
            }
            else
            {
                cross = Careful(fields, cross, Whole(fields, row));
            }
        }

        if (cross is not null)
        {
            margins.Add(cross);
            facts.Add(Statement(cross));
            complete |= complete == FeedParts.None ? FeedParts.None : FeedParts.Statement;
        }

        return [new HoldingsTold(facts, complete, saidAt), .. margins];
    }

    private static bool IsCross(DeribitSummary row) =>
        row.CrossCollateralEnabled ?? row.MarginModel?.StartsWith("cross", StringComparison.Ordinal) ?? false;

    private static BalanceFact Balance(FieldReader fields, DeribitSummary row, Asset currency)
    {
        var balance = fields.Needed(fields.Quantity(row.Balance, "balance"), "balance");
        var equity = fields.Needed(fields.Quantity(row.Equity, "equity"), "equity");
        var options = fields.Needed(fields.Quantity(row.OptionsValue, "options_value"), "options_value");
        var profit = fields.AsQuantity(equity.Value - balance.Value - options.Value, "equity") ?? default;
        return new BalanceFact(currency, IsLoan: false, balance, profit, Owed: default, BridgeClass.Native, Finality: null);
    }

    /// <summary>A currency that is margined apart from the others.</summary>
    private static MarginTold Apart(FieldReader fields, DeribitSummary row, Asset currency) => new(
        currency.Code,
        row.MarginModel ?? (row.PortfolioMarginingEnabled == true ? "segregated_pm" : "segregated_sm"),
        currency,
        fields.Owned(row.Equity, "equity"),
        fields.Owned(row.MarginBalance, "margin_balance"),
        fields.Required(row.InitialMargin, "initial_margin"),
        fields.Required(row.MaintenanceMargin, "maintenance_margin"),
        fields.Owned(row.AvailableFunds, "available_funds"),
        Components(
            ("projected_initial_margin", fields.Required(row.ProjectedInitialMargin, "projected_initial_margin")),
            ("projected_maintenance_margin", fields.Required(row.ProjectedMaintenanceMargin, "projected_maintenance_margin")),
            ("additional_reserve", fields.Required(row.AdditionalReserve, "additional_reserve")),
            ("spot_reserve", fields.Required(row.SpotReserve, "spot_reserve")),
            ("locked_balance", fields.Required(row.LockedBalance, "locked_balance")),
            ("fee_balance", fields.Owned(row.FeeBalance, "fee_balance")),
            ("available_withdrawal_funds", fields.Owned(row.AvailableWithdrawalFunds, "available_withdrawal_funds")),
            ("delta_total", fields.Owned(row.DeltaTotal, "delta_total"))));

    /// <summary>The whole account, in dollars, as every row repeats it.</summary>
    private static MarginTold Whole(FieldReader fields, DeribitSummary row) => new(
        CrossPool,
        row.MarginModel ?? string.Empty,
        Asset.Usd,
        fields.Owned(row.TotalEquityUsd, "total_equity_usd"),
        fields.Owned(row.TotalMarginBalanceUsd, "total_margin_balance_usd"),
        fields.Required(row.TotalInitialMarginUsd, "total_initial_margin_usd"),
        fields.Required(row.TotalMaintenanceMarginUsd, "total_maintenance_margin_usd"),
        Available: null,
        Components(("total_delta_total_usd", fields.Owned(row.TotalDeltaTotalUsd, "total_delta_total_usd"))));

    private static MarginTold Careful(FieldReader fields, MarginTold? left, MarginTold right)
    {
        if (left is null)
        {
            return right;
        }

        if (left.Equity != right.Equity || left.InitialMargin != right.InitialMargin || left.MaintenanceMargin != right.MaintenanceMargin)
        {
            fields.Remark(RemarkKind.Contradiction, "total_equity_usd", "the rows of one account state different totals; the careful ones are taken");
        }

        return left with
        {
            Equity = Least(left.Equity, right.Equity),
            MarginBalance = Least(left.MarginBalance, right.MarginBalance),
            InitialMargin = Most(left.InitialMargin, right.InitialMargin),
            MaintenanceMargin = Most(left.MaintenanceMargin, right.MaintenanceMargin),
        };
    }

    // A venue states its equity as margin balance where it counts less of it: what decides when they act is the smaller.
    private static StatementFact Statement(MarginTold whole) => new(
        Rounded(Least(whole.Equity, whole.MarginBalance), Usd.Down),
        Rounded(whole.InitialMargin, Usd.Up),
        Rounded(whole.MaintenanceMargin, Usd.Up));

    private static Usd? Rounded(decimal? amount, Func<decimal, Usd> rounding) => amount is { } stated ? rounding(stated) : null;

    private static decimal? Least(decimal? left, decimal? right) => left is null || right < left ? right ?? left : left;

    private static decimal? Most(decimal? left, decimal? right) => left is null || right > left ? right ?? left : left;

    private static MarginComponent[] Components(params (string Name, decimal? Amount)[] figures) =>
        [.. from figure in figures where figure.Amount is not null select new MarginComponent(figure.Name, figure.Amount!.Value)];
}
