using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>No more is required than can be lost (MARGIN §5).</summary>
public sealed class MaximumLossTests
{
    [Fact]
    public void Unit_WhenItHoldsLongOptionsAlone_RequiresAtMostTheirValue() => BookProperty.Holds(60, drawn =>
    {
        var longs = drawn.Book.Positions
            .Where(position => drawn.Market.Instruments[position.Instrument] is EuropeanOption)
            .Select(position => position with { Quantity = new Quantity(Math.Abs(position.Quantity.Value)) })
            .ToList();
        var alone = new Book { Account = drawn.Book.Account, Positions = longs };
        foreach (var pool in HouseModel.Evaluate(alone, drawn.Priced).Pools)
        {
            var value = Usd.Sum(pool.Equity.OptionValues.Select(location => location.Net));
            var groups = pool.Units.Sum(unit => unit.MaximumLoss?.Groups.Count ?? 0);
            Assert.True(
                Usd.Sum(pool.Units.Select(unit => unit.Requirement)) <= value + new Usd(groups * Usd.Step),
                $"{pool.Pool} requires {pool.MaintenanceMargin} of options worth {value}");
        }
    });

    /// <summary>
    /// A box pays its width for certain. Long, it may lose what a one per cent lower rate makes of the discount; short, what the
    /// discount itself is worth: its strikes are owed in full.
    /// </summary>
    [Fact]
    public void Unit_WhenItHoldsABox_RequiresAtMostItsDiscountRisk() => BookProperty.Holds(60, drawn =>
    {
        var unit = World.Units[drawn.Number % World.Units.Length].Unit;
        if (drawn.Priced.FindIndex(unit) is not { } index)
        {
            return;
        }

        var options = World.ListedOn(unit, index).OfType<EuropeanOption>().Where(option => option.Expiry > World.Now).ToList();
        var sample = options[drawn.Number % options.Count];
        var series = options.Where(option => option.Expiry == sample.Expiry && option.Quote == sample.Quote && option.Style == sample.Style).ToList();
        var strikes = series.Select(option => option.Strike).Distinct().Order().ToList();
        var (low, high) = (strikes[drawn.Number % 3], strikes[3 + (drawn.Number % 3)]);
        var size = Draw.Significant((double)(1_000_000m / index), 2);
        foreach (var sign in new[] { 1, -1 })
        {
            var box = new Book
            {
                Account = drawn.Book.Account,
                Positions = [Leg(OptionRight.Call, low, sign), Leg(OptionRight.Call, high, -sign), Leg(OptionRight.Put, low, -sign), Leg(OptionRight.Put, high, sign)],
            };
            // One volatility for all legs and no marks: what a box is worth then is its width, discounted.
            var market = drawn.Market with
            {
                Instruments = series.ToDictionary(option => option.Id, Instrument (option) => option),
                Marks = series.ToDictionary(option => option.Id, option => new Domain.Market.InstrumentMark { AsOf = World.Now, ImpliedVolatility = 0.7 }),
            };
            var priced = new PricedMarket(market, RandomRules.AsWritten);
            if (!priced.TryPrice(sample.Id, out var instrument, out _))
            {
                continue;
            }

            var discount = ((PricedOptionContract)instrument!).Inputs.Discount;
            var width = (high.Value - low.Value) * ((PricedOptionContract)instrument).Inputs.QuoteInUsd * size * sample.Multiplier;
            var lower = (decimal)Math.Exp(-0.01 * sample.YearsAt(World.Now));
            var risk = sign > 0 ? width * discount * (1 - lower) : Math.Max(0m, width * (1 - discount));
            var required = HouseModel.Evaluate(box, priced).Pools[0].MaintenanceMargin.Amount;
            Assert.True(required <= risk + 0.000_01m, $"a box of {width} on {unit} ({sample.Style}, {sign}) requires {required}; its discount risk is {risk}");
        }

        Position Leg(OptionRight right, Price strike, int sign) => new()
        {
            Venue = World.A,
            Instrument = series.First(option => option.Right == right && option.Strike == strike).Id,
            Quantity = new Quantity(sign * size),
            AsOf = World.Now,
        };
    });

    /// <summary>
    /// Whatever the price at expiry, a group with its cover does not lose more than the bound says: tried at the strikes, between
    /// and beyond them, from the contracts' own terms.
    /// </summary>
    [Fact]
    public void Groups_WhateverThePriceAtExpiry_LoseAtMostTheirBound() => BookProperty.Holds(60, drawn =>
    {
        var priced = drawn.Priced;
        foreach (var pool in HouseModel.Evaluate(drawn.Book, priced).Pools)
        {
            foreach (var (unit, group) in pool.Units.SelectMany(unit => (unit.MaximumLoss?.Groups ?? []).Select(group => (unit.Unit, group))))
            {
                var members = Members(drawn, priced, pool, unit, group);
                var index = priced.FindIndex(unit)!.Value;
                // What is paid for certain is worth its discount, which negative rates or backwardation put above one.
                var discount = members.Max(member => member.Instrument is PricedOptionContract option ? Math.Max(1m, option.Inputs.Discount) : 1m);
                var value = members.Sum(member => member.Instrument is PricedOptionContract option ? member.Quantity * option.ContractValue : 0m);
                foreach (var end in new[] { 0m, 0.3m, 0.49m, 0.5m, 0.8m, 0.9m, 0.95m, 0.99m, 1m, 1.1m, 1.2m, 1.4m, 2m, 7m }.Select(share => share * index))
                {
                    var payoff = (group.BorrowedUnits * (end - index)) + members.Sum(member => Payoff(member.Instrument, member.Quantity, end));
                    payoff *= payoff > 0 ? discount : 1m;
                    Assert.True(value - payoff <= group.MaximumLoss.Amount + 0.000_001m, $"{group} loses {value - payoff} at {end}");
                }
            }
        }
    });

    private static List<(PricedInstrument Instrument, decimal Quantity)> Members(
        BookCase drawn, PricedMarket priced, PoolReport pool, RiskUnit unit, MaximumLossGroup group)
    {
        var members = new List<(PricedInstrument, decimal)>();
        foreach (var position in drawn.Book.Positions)
        {
            var isUnknown = pool.Unknown.Any(omission => omission.Subject == position.Name || omission.Subject == position.Venue.Code);
            if (position.Pool == pool.Pool && position.Venue == group.Venue && !isUnknown
                && priced.TryPrice(position.Instrument, out var instrument, out _) && !instrument!.IsDelivered
                && instrument.Contract is DatedDerivative dated && dated.Unit == unit && dated.Expiry == group.Expiry
                && group.Settlement == (dated.IsInverse ? $"{dated.Quote} inverse" : dated.Quote.Code))
            {
                members.Add((instrument, position.Quantity.Value));
            }
        }

        return members;
    }

    private static decimal Payoff(PricedInstrument instrument, decimal quantity, decimal end)
    {
        var units = quantity * instrument.Contract.Multiplier;
        switch (instrument)
        {
            case PricedOptionContract option:
                var strike = option.Option.Strike.Value * option.Inputs.QuoteInUsd;
                return units * Math.Max(0m, option.Option.Right == OptionRight.Call ? end - strike : strike - end);
            case PricedFuture future:
                return future.Contract.IsInverse
                    ? units / future.Price * (end - future.Price)
                    : units * (end - (future.Price * future.QuoteInUsd));
            default:
                throw new InvalidOperationException("Neither an option nor a future.");
        }
    }
}
