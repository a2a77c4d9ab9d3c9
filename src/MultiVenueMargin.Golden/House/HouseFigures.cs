using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Golden.House;

/// <summary>Our report under the paths of the golden files. Every figure of theirs has its line here; nothing is recomputed.</summary>
public static class HouseFigures
{
    public static FigureList<Figure> Of(MarginReport report)
    {
        var figures = new FigureList<Figure>();
        foreach (var pool in report.Pools)
        {
            AddPool(figures, pool.Pool.Code, pool);
        }

        return figures;
    }

    private static void AddPool(FigureList<Figure> figures, string path, PoolReport pool)
    {
        AddEquity(figures, $"{path}/equity", pool.Equity);
        foreach (var unit in pool.Units)
        {
            AddUnit(figures, $"{path}/units/{unit.Unit}", unit);
        }

        figures.Add($"{path}/CREDIT", Figure.Of(pool.Credit.Amount));
        figures.Add($"{path}/BORROW", Figure.Of(pool.Borrow.Amount));
        figures.Add($"{path}/VENUE_TRAP", Figure.Of(pool.VenueTrap.Amount));
        foreach (var item in pool.VenueTrap.Items)
        {
            figures.Add($"{path}/trap/{item.Venue}", Figure.UnlessZero(item.Trapped));
        }

        figures.Add($"{path}/ORDERS", Figure.Of(pool.Orders.Amount));
        figures.Add($"{path}/MM", Figure.Of(pool.MaintenanceMargin));
        figures.Add($"{path}/IM", Figure.Of(pool.InitialMargin));
        figures.Add($"{path}/ratio/worst", Figure.Of(pool.Ratio.Worst));
        figures.Add($"{path}/ratio/likely", Figure.Of(pool.Ratio.Likely));
        figures.Add($"{path}/ratio/best", Figure.Of(pool.Ratio.Best));
        figures.Add($"{path}/state", Figure.Of(pool.State.ToString()));
        figures.Add($"{path}/solvency_delta", Figure.Of(pool.SolvencyDelta));
        figures.Add($"{path}/excess_IM", Figure.Of(pool.ExcessOverInitial));
        figures.Add($"{path}/call_amount", Figure.Of(pool.CallAmount));
        figures.Add($"{path}/shortfall_to_target", Figure.Of(pool.ShortfallToTarget));
        AddNames(figures, path, pool);
    }

    private static void AddEquity(FigureList<Figure> figures, string path, EquityReport equity)
    {
        figures.Add($"{path}/raw", Figure.Of(equity.Raw));
        figures.Add($"{path}/adjusted", Figure.Of(equity.Adjusted));
        figures.Add($"{path}/likely", Figure.Of(equity.Likely));
        figures.Add($"{path}/best", Figure.Of(equity.Best));
        figures.Add($"{path}/stale", Figure.Of(equity.Stale));
        foreach (var value in equity.OptionValues)
        {
            figures.Add($"{path}/option_value/{value.Location}", Figure.UnlessZero(value.Counted));
        }

        foreach (var (at, line) in equity.Lines.Index())
        {
            AddLine(figures, $"{path}/lines/{at}", line);
        }
    }

    private static void AddLine(FigureList<Figure> figures, string path, LineReport line)
    {
        figures.Add($"{path}/name", Figure.Of(GoldenNames.Of(line.Line)));
        figures.Add($"{path}/amount", Figure.Of(line.Amount));
        figures.Add($"{path}/raw", Figure.Of(line.Raw));
        figures.Add($"{path}/price", Figure.UnlessZero(line.PriceStep));
        figures.Add($"{path}/location", Figure.UnlessZero(line.LocationStep));
        figures.Add($"{path}/bridge", Figure.UnlessZero(line.BridgeStep));
        figures.Add($"{path}/own_token", Figure.UnlessZero(line.OwnTokenStep));
        figures.Add($"{path}/finality", Figure.UnlessZero(line.FinalityStep));
        figures.Add($"{path}/asset", Figure.UnlessZero(line.AssetStep));
        figures.Add($"{path}/asset_cap", Figure.UnlessZero(line.AssetCapStep));
        figures.Add($"{path}/issuer_cap", Figure.UnlessZero(line.IssuerCapStep));
        figures.Add($"{path}/venue_cap", Figure.UnlessZero(line.VenueCapStep));
        figures.Add($"{path}/hedge", Figure.Of(line.Hedge));
        figures.Add($"{path}/counted", Figure.Of(line.Counted));
    }

    private static void AddUnit(FigureList<Figure> figures, string path, UnitReport unit)
    {
        figures.Add($"{path}/SCAN", Figure.Of(unit.Scan.Amount));
        figures.Add($"{path}/FHS", Figure.Of(unit.Statistical?.Amount));
        figures.Add($"{path}/GROSS_FLOOR", Figure.Of(unit.GrossFloor.Amount));
        figures.Add($"{path}/Core", Figure.Of(unit.Core));
        figures.Add($"{path}/BASIS", Figure.Of(unit.Basis.Amount));
        figures.Add($"{path}/VEGA_TERM", Figure.Of(unit.VegaTerm.Amount));
        figures.Add($"{path}/PEG", Figure.Of(unit.Peg.Amount));
        figures.Add($"{path}/RATE", Figure.Of(unit.RateRisk.Amount));
        figures.Add($"{path}/FUNDING", Figure.Of(unit.Funding.Amount));
        figures.Add($"{path}/LIQ", Figure.Of(unit.Liquidity.Amount));
        figures.Add($"{path}/CONC", Figure.Of(unit.Concentration.Amount));
        figures.Add($"{path}/SHORT_OPTION_MIN", Figure.Of(unit.ShortOptionMinimum.Amount));
        figures.Add($"{path}/MIN_DELTA", Figure.Of(unit.MinimumDelta.Amount));
        figures.Add($"{path}/Unit", Figure.Of(unit.Requirement));

        // MAX_LOSS is the sum over the groups; where there is none it is zero and the figure before the bound is left out.
        var uncapped = Figure.Of(unit.Uncapped);
        figures.Add($"{path}/MAX_LOSS", Figure.Of(unit.MaximumLoss?.GroupsTotal.Amount ?? 0m));
        figures.Add($"{path}/Unit_uncapped", unit.MaximumLoss is null ? uncapped.Optional() : uncapped);
        figures.Add($"{path}/net_delta", Figure.Of(unit.NetDelta));
        figures.Add($"{path}/all_delta", Figure.Of(unit.AllDelta));
        figures.Add($"{path}/gross_delta", Figure.Of(unit.GrossDelta));
        figures.Add($"{path}/binding", Figure.Of(unit.Scan.Binding));
        foreach (var (at, value) in unit.Scan.Vector.Index())
        {
            figures.Add(ExpectedFigures.VectorPath(path, at, value.Scenario), Figure.Of(value.Value));
        }
    }

    private static void AddNames(FigureList<Figure> figures, string path, PoolReport pool)
    {
        foreach (var omission in pool.Unknown)
        {
            // A reason for Unknown is never passed over, so one without a golden spelling shows as ours alone.
            var text = GoldenNames.Of(omission) ?? $"{omission.Kind} {omission.Subject}";
            figures.Add($"{path}/unknown/{text}", Figure.Of(ExpectedFigures.Named));
        }

        foreach (var cap in pool.Equity.Caps)
        {
            figures.Add($"{path}/named/{GoldenNames.Of(cap)}", Figure.Of(cap.Above));
        }

        foreach (var omission in pool.Omissions)
        {
            if (omission.Kind == OmissionKind.UnpricedCollateral)
            {
                figures.Add($"{path}/named/{GoldenNames.Of(omission)}", Figure.Of(ExpectedFigures.Named));
            }
        }
    }
}
