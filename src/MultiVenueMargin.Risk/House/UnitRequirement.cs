using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// The requirement of one risk unit (MARGIN §5):
/// <c>max(Core + add-ons, SHORT_OPTION_MIN, MIN_DELTA)</c>, and no more than can be lost.
/// </summary>
internal static class UnitRequirement
{
    public static UnitReport Of(UnitHoldings holdings, bool explain)
    {
        var report = Unbounded(holdings, explain);
        if (MaximumLoss.Split(holdings) is not var (groups, rest))
        {
            return report;
        }

        var restRequirement = Unbounded(rest, explain: false).Requirement;
        var groupsTotal = Usd.Sum(groups.Select(group => group.MaximumLoss));
        var bound = groupsTotal + restRequirement;
        return report with
        {
            Requirement = Usd.Min(report.Uncapped, bound),
            MaximumLoss = new MaximumLossReport
            {
                Groups = groups,
                GroupsTotal = groupsTotal,
                Rest = restRequirement,
                Bound = bound,
            },
        };
    }

    private static UnitReport Unbounded(UnitHoldings holdings, bool explain)
    {
        var scan = Scan.Of(holdings, explain);
        var statistical = StatisticalCore.Of(holdings);
        var grossFloor = AddOns.GrossFloor(holdings, explain);
        var core = Usd.Max(Usd.Max(scan.Amount, statistical?.Amount ?? Usd.Zero), grossFloor.Amount);
        var basis = AddOns.Basis(holdings, explain);
        var vegaTerm = AddOns.VegaTerm(holdings, explain);
        var peg = PegRisk.Of(holdings, explain);
        var rate = AddOns.RateRisk(holdings, explain);
        var funding = AddOns.Funding(holdings, explain);
        var liquidity = LiquidityCost.Of(holdings, explain);
        var concentration = AddOns.Concentration(holdings, core, explain);
        var shortOption = AddOns.ShortOptionMinimum(holdings, explain);
        var minimumDelta = AddOns.MinimumDelta(holdings, explain);

        var added = core + basis.Amount + vegaTerm.Amount + peg.Amount + rate.Amount + funding.Amount
            + liquidity.Amount + concentration.Amount;
        var requirement = Usd.Max(Usd.Max(added, shortOption.Amount), minimumDelta.Amount);
        return new UnitReport
        {
            Unit = holdings.Unit,
            Scan = scan,
            Statistical = statistical,
            GrossFloor = grossFloor,
            Core = core,
            Basis = basis,
            VegaTerm = vegaTerm,
            Peg = peg,
            RateRisk = rate,
            Funding = funding,
            Liquidity = liquidity,
            Concentration = concentration,
            ShortOptionMinimum = shortOption,
            MinimumDelta = minimumDelta,
            Uncapped = requirement,
            Requirement = requirement,
            NetDelta = holdings.NetDelta,
            AllDelta = holdings.AllDelta,
            GrossDelta = holdings.GrossDelta,
        };
    }
}
