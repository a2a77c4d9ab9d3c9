namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// PMRM, Derive's first portfolio margin: a grid of spot and volatility over one underlying. Options are not discounted, and the
/// contingencies stand inside the factor for initial margin.
/// </summary>
public static class PortfolioMargin1
{
    public static ManagerMargin Evaluate(ManagerPortfolio portfolio, PortfolioMargin1Parameters rules)
    {
        var expiries = portfolio.Expiries.Select(expiry => new ExpiryValue(expiry, discount: 1m, rules.VolatilityShock)).ToList();
        var discounts = portfolio.Expiries
            .Select(expiry => rules.Discount.OfValue(expiry.Years, (double)Math.Max(expiry.Rate, 0m)))
            .ToList();
        var perpetual = portfolio.Perpetual;
        var spot = portfolio.SpotPrice;
        var confidence = perpetual.ConfidenceWith(portfolio.SpotConfidence);
        var factor = rules.InitialFactor + rules.Peg.ExtraAt(portfolio.StablePrice);
        var optionValue = expiries.Sum(expiry => expiry.Now);
        var baseValue = portfolio.BaseAmount * spot / portfolio.StablePrice;
        var moving = (perpetual.Position * perpetual.Mark) + baseValue;
        var positions = Math.Abs(perpetual.Position) + portfolio.BaseAmount;

        decimal ProfitIn(ManagerScenario scenario) => scenario.Share * (((scenario.Spot - 1m) * moving)
            + expiries.Zip(discounts).Sum(pair => Counted(pair.First.At(scenario.Spot, scenario.Volatility), pair.Second) - pair.First.Now));

        ManagerCharge Charge(decimal amount) => new(amount * factor, amount * rules.MaintenanceFactor);

        return new ManagerMargin
        {
            MarkToMarket = portfolio.Cash + perpetual.Unsettled + optionValue + baseValue,
            OptionValue = optionValue,
            CollateralValue = baseValue,
            ScenarioProfits = rules.Scenarios.Select(ProfitIn).ToList(),
            ForwardContingency = expiries.Sum(expiry => expiry.ForwardContingency(rules.Basis)),
            Discounts = discounts.Select(discount => (discount, 1m)).ToList(),
            InitialFactor = factor,
            MaintenanceFactor = rules.MaintenanceFactor,
            Perpetual = Charge(Math.Abs(perpetual.Position) * rules.PerpetualRate * spot),
            Option = Charge(portfolio.Expiries.Sum(expiry => expiry.NakedShorts) * rules.OptionRate * spot),
            Collateral = Charge(portfolio.BaseAmount * rules.BaseRate * spot),
            Confidence = portfolio.Expiries.Aggregate(
                rules.Confidence.Charge(confidence, positions * spot),
                (sum, expiry) => sum + rules.Confidence.Charge(Math.Min(confidence, expiry.Confidence), expiry.GrossAmount * spot)),
        };
    }

    private static decimal Counted(decimal shocked, decimal discount) => shocked > 0 ? shocked * discount : shocked;
}
