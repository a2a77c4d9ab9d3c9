using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// CREDIT (MARGIN §6): two units that move together and are held in opposite directions require less than their sum. It is
/// taken on the directional part of each, so that nothing jumps where a Δ$ changes sign.
/// </summary>
internal static class Credit
{
    public static CreditReport Of(IReadOnlyList<UnitReport> units, PricedMarket market, List<Omission> omissions)
    {
        var items = new List<CreditItem>();
        if (!market.Market.StressFlag)
        {
            foreach (var pair in market.Rules.Credit.Pairs)
            {
                var first = units.FirstOrDefault(unit => unit.Unit == pair.First);
                var second = units.FirstOrDefault(unit => unit.Unit == pair.Second);
                if (first is not null && second is not null
                    && Math.Sign(first.AllDelta) * Math.Sign(second.AllDelta) < 0)
                {
                    items.Add(Between(first, second, market, omissions));
                }
            }
        }

        return new CreditReport(Usd.Sum(items.Select(item => item.Amount)), items);
    }

    private static CreditItem Between(UnitReport first, UnitReport second, PricedMarket market, List<Omission> omissions)
    {
        var correlation = market.Market.Correlations.FirstOrDefault(pair => pair.IsBetween(first.Unit, second.Unit));
        if (correlation is null)
        {
            omissions.Add(new Omission(
                OmissionKind.CorrelationAbsent,
                $"{first.Unit}–{second.Unit}",
                "no correlation is known, so no credit is given"));
        }

        var floor = correlation is null ? 0m
            : Math.Clamp(Kernel.ToDecimal(Math.Min(correlation.Days250, correlation.Stress)), 0m, 1m);
        var share = Math.Min(market.Rules.Credit.CorrelationShare * floor, market.Rules.Credit.Most);
        var (one, other) = (Directional(first, market), Directional(second, market));
        return new CreditItem(
            first.Unit, second.Unit, floor, share, one, other, Usd.Down(share * Usd.Min(one, other).Amount));
    }

    /// <summary>dir = min(SCAN, Unit, R·|Δ$|).</summary>
    private static Usd Directional(UnitReport unit, PricedMarket market)
    {
        var ofDelta = new Usd(market.ClassOf(unit.Unit).Range * Math.Abs(unit.AllDelta));
        return Usd.Min(Usd.Min(unit.Scan.Amount, unit.Requirement), ofDelta);
    }
}
