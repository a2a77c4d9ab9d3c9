using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Pricing;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// Derive's standard margin: in each market and expiry the better of every sold option by itself and the worst payoff of all of
/// them; a share of perpetuals' notional; a share of collateral. Nothing nets between expiries or with a perpetual.
/// </summary>
public static class StandardMargin
{
    /// <param name="market">What is held; what the market does not list must not be in it.</param>
    /// <param name="rules">The market's own.</param>
    /// <param name="feeds">What is asked on account of feeds.</param>
    /// <param name="stablePrice">USD per unit of cash.</param>
    public static StandardMarketMargin Evaluate(
        StandardMarket market, StandardMarketParameters rules, StandardFeedRules feeds, decimal stablePrice)
    {
        var perpetual = market.Perpetual;
        var position = Math.Abs(perpetual.Position);
        var (rates, held) = (rules.Perpetual ?? new(0m, 0m), rules.Base ?? new(0m, 0m));
        var notional = market.BaseAmount * market.Spot;
        var baseValue = notional / stablePrice;
        var counted = notional * held.Factor;
        var expiries = rules.Option is { } option
            ? market.Expiries.Select(expiry => Evaluate(expiry, market.Spot, option)).ToList()
            : [];

        // Nothing further is taken from what counts for nothing.
        var confidence = counted * held.InitialScale == 0 ? default : feeds.BaseConfidence.Charge(market.SpotConfidence, notional);
        confidence += feeds.PerpetualConfidence.Charge(perpetual.ConfidenceWith(market.SpotConfidence), position * market.Spot);
        foreach (var expiry in market.Expiries)
        {
            confidence += feeds.OptionConfidence.Charge(Math.Min(market.SpotConfidence, expiry.Confidence), expiry.Shorts * market.Spot);
        }

        return new StandardMarketMargin
        {
            Market = market.Name,
            OptionValue = expiries.Sum(expiry => expiry.Value),
            BaseValue = baseValue,
            Unsettled = perpetual.Unsettled,
            Perpetual = new(position * perpetual.Mark * rates.Initial, position * perpetual.Mark * rates.Maintenance),
            Expiries = expiries,
            Collateral = new(baseValue - (counted * held.InitialScale), baseValue - counted),
            Confidence = confidence,
            Depeg = ManagerCharge.OfInitial(
                (position + market.Expiries.Sum(expiry => expiry.Shorts)) * feeds.Peg.ExtraAt(stablePrice) * market.Spot),
        };
    }

    /// <summary>The options of one expiry.</summary>
    public static StandardExpiryMargin Evaluate(ManagerExpiry expiry, decimal spot, StandardOptionRates rates)
    {
        var value = 0m;
        var isolated = default(ManagerCharge);
        foreach (var option in expiry.Options)
        {
            var marked = option.Amount * ForwardOption.Price(option.Right, expiry.Forward, option.Strike, option.Volatility, expiry.Years, discount: 1m);
            value += marked;
            isolated += option.Amount < 0 ? Isolated(option, marked, spot, rates) : default;
        }

        var worst = expiry.Options.Select(option => option.Strike).Append(0m).Min(price => PayoffAt(expiry, price));
        var unpaired = Math.Min(expiry.Options.Where(option => option.Right == OptionRight.Call).Sum(option => option.Amount), 0m) * expiry.Forward;
        var bounded = Math.Min(worst, 0m);
        return new StandardExpiryMargin(
            expiry.Seconds, value, isolated, new(bounded + (rates.UnpairedInitial * unpaired), bounded + (rates.UnpairedMaintenance * unpaired)));
    }

    /// <summary>A sold option by itself: as balances, which include giving up its value.</summary>
    private static ManagerCharge Isolated(ManagerOption option, decimal value, decimal spot, StandardOptionRates rates)
    {
        var outOfTheMoney = Math.Max(option.Right == OptionRight.Call ? option.Strike - spot : spot - option.Strike, 0m) / spot;
        var initial = (Math.Max(rates.MaxSpot - outOfTheMoney, rates.MinSpot) * spot * option.Amount) + value;
        if (option.Right == OptionRight.Call)
        {
            return new(initial, (rates.MaintenanceCall * spot * option.Amount) + value);
        }

        var maintenance = Math.Min(rates.MaintenancePut * spot * option.Amount, rates.MaintenancePutOfValue * value) + value;
        return new(Math.Min(initial, maintenance * rates.LeastInitialOverMaintenance), maintenance);
    }

    private static decimal PayoffAt(ManagerExpiry expiry, decimal price) => expiry.Options.Sum(option =>
        option.Amount * Math.Max(option.Right == OptionRight.Call ? price - option.Strike : option.Strike - price, 0m));
}
