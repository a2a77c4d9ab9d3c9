using MultiVenueMargin.Risk.RuleBooks.Pricing;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// PMRM_2, Derive's portfolio margin: the worst of a grid of scenarios over one underlying, with tails that count in part and
/// turned smiles, against the forward contingency; then contingencies on perpetuals, naked shorts, collateral and unsure feeds.
/// </summary>
public static class PortfolioMargin2
{
    public static ManagerMargin Evaluate(ManagerPortfolio portfolio, PortfolioMargin2Parameters rules)
    {
        var expiries = portfolio.Expiries.Select(expiry => new DiscountedExpiry(expiry, rules)).ToList();
        var perpetual = portfolio.Perpetual;
        var confidence = perpetual.ConfidenceWith(portfolio.SpotConfidence);
        var perpetualNotional = Math.Abs(perpetual.Position) * portfolio.SpotPrice;
        var optionValue = expiries.Sum(expiry => expiry.Value.Now);
        var collateralValue = portfolio.Collaterals.Sum(collateral => collateral.Value);
        var moving = (perpetual.Position * perpetual.Mark)
            + portfolio.Collaterals.Where(collateral => collateral.Moves).Sum(collateral => collateral.Value);
        return new ManagerMargin
        {
            MarkToMarket = portfolio.Cash + perpetual.Unsettled + optionValue + collateralValue,
            OptionValue = optionValue,
            CollateralValue = collateralValue,
            ScenarioProfits = rules.Scenarios
                .Select(scenario => (scenario.Share * (scenario.Spot - 1m) * moving) + expiries.Sum(expiry => expiry.ProfitIn(scenario)))
                .ToList(),
            ForwardContingency = expiries.Sum(expiry => expiry.Value.ForwardContingency(rules.Basis)),
            Discounts = expiries.Select(expiry => (expiry.OfValue, expiry.OfDebt)).ToList(),
            InitialFactor = rules.InitialFactor + rules.Peg.ExtraAt(portfolio.StablePrice),
            MaintenanceFactor = rules.MaintenanceFactor,
            Perpetual = rules.Perpetual.Charge(perpetualNotional),
            Option = Sum(portfolio.Expiries.Select(expiry => rules.Option.Charge(expiry.NakedShorts * portfolio.SpotPrice))),
            Collateral = Sum(portfolio.Collaterals.Select(collateral =>
                ManagerCharge.Of(collateral.Value, collateral.MaintenanceHaircut, collateral.ExtraInitialHaircut))),

            // A collateral is as sure as the spot; the perpetual's feed is taken in only after that.
            Confidence = rules.Confidence.Charge(confidence, perpetualNotional)
                + Sum(portfolio.Expiries.Select(expiry =>
                    rules.Confidence.Charge(Math.Min(confidence, expiry.Confidence), expiry.GrossAmount * portfolio.SpotPrice)))
                + Sum(portfolio.Collaterals.Select(collateral =>
                    rules.Confidence.Charge(Math.Min(portfolio.SpotConfidence, collateral.Confidence), collateral.Value))),
        };
    }

    private static ManagerCharge Sum(IEnumerable<ManagerCharge> charges) =>
        charges.Aggregate(default(ManagerCharge), (sum, charge) => sum + charge);

    /// <summary>An expiry with what its shocked value counts for.</summary>
    private sealed class DiscountedExpiry
    {
        public DiscountedExpiry(ManagerExpiry expiry, PortfolioMargin2Parameters rules)
        {
            var (years, rate) = (expiry.Years, (double)Math.Max(expiry.Rate, 0m));
            Value = new ExpiryValue(expiry, DoubleDigits.ToDecimal(Math.Exp(-rate * years)), rules.VolatilityShock, rules.SkewShock);
            OfValue = rules.LongDiscount.OfValue(years, rate);
            OfDebt = rules.ShortDiscount.OfDebt(years, rate);
        }

        public ExpiryValue Value { get; }

        public decimal OfValue { get; }

        public decimal OfDebt { get; }

        public decimal ProfitIn(ManagerScenario scenario)
        {
            var shocked = Value.At(scenario.IsRotation ? 1m : scenario.Spot, scenario.Volatility);
            var profit = scenario.Share * ((shocked * (shocked >= 0 ? OfValue : OfDebt)) - Value.Now);

            // Turned the other way the smile makes about the opposite: each expiry loses, whichever way it would have to turn.
            return scenario.IsRotation ? -Math.Abs(profit) : profit;
        }
    }
}
