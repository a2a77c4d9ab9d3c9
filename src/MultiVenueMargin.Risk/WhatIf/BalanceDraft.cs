using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>
/// The lines of a book while a proposal moves them. What arrives is added to the line of its asset at its place, and what
/// leaves is drawn from there: final lines before others, native before bridged, then in the order of the book. A missing
/// line is known as of the market's own moment.
/// </summary>
internal sealed class BalanceDraft(Book book, PricedMarket market)
{
    private readonly List<CollateralLine> _lines = [.. book.Lines];

    /// <summary>The lines in the order of the book, new ones after them.</summary>
    public IReadOnlyList<CollateralLine> Lines => _lines;

    /// <summary>One asset at one place in one pool.</summary>
    public readonly record struct Place(PoolId Pool, LocationId Location, Asset Asset)
    {
        public override string ToString() => Pool == PoolId.Cross ? $"{Asset}@{Location}" : $"{Asset}@{Location} ({Pool})";
    }

    /// <summary>
    /// Whether a balance may grow by so much: not worth more than one entry of a book may be
    /// (<see cref="BookCheck.LargestValueUsd"/>), and a quarter of the largest quantity, because one trade moves up to four
    /// amounts in an asset. In double: the exact product is what could overflow.
    /// </summary>
    public bool HasRoom(Place place, double amount)
    {
        var after = Math.Abs(amount);
        foreach (var line in _lines.Where(line => IsAt(line, place)))
        {
            after += Math.Abs((double)line.Balance.Value) + Math.Abs((double)line.UnrealisedProfit.Value)
                + Math.Abs((double)line.Owed.Value);
        }

        var price = market.FindMark(place.Asset) is { } mark ? (double)mark.Mark.Value : 0;
        return after < (double)Quantity.Largest / 4 && after * price <= (double)BookCheck.LargestValueUsd;
    }

    /// <summary>Adds to the balance a venue settles in, or takes from it even below zero.</summary>
    /// <returns>What is owed there now and was not before; zero when nothing is.</returns>
    public decimal Settle(Place place, decimal amount)
    {
        if (amount >= 0)
        {
            Add(NativeLine(place), amount);
            return 0m;
        }

        var missing = Draw(place, -amount).Missing;
        if (missing > 0)
        {
            Add(NativeLine(place), -missing);
        }

        return missing;
    }

    /// <summary>
    /// Moves collateral to another place, as if it had arrived. It stays what it is: bridged stays bridged and what could still
    /// be taken back still can, for a move must not make collateral look better.
    /// </summary>
    /// <returns>What did not lie there and is borrowed for it; zero when all of it did.</returns>
    public decimal Move(Place from, Place to, decimal amount)
    {
        var (drawn, missing) = Draw(from, amount);
        if (missing > 0)
        {
            Add(LoanLine(from), missing);
        }

        foreach (var (line, part) in drawn)
        {
            Add(ArrivalLine(line, to), part);
        }

        if (missing > 0)
        {
            Add(NativeLine(to), missing);
        }

        return missing;
    }

    /// <summary>Takes what is positive there, line by line, and says what was missing.</summary>
    private (List<(CollateralLine Line, decimal Amount)> Drawn, decimal Missing) Draw(Place place, decimal amount)
    {
        var drawn = new List<(CollateralLine, decimal)>();
        foreach (var index in Enumerable.Range(0, _lines.Count)
            .Where(index => IsAt(_lines[index], place) && _lines[index].Balance.Value > 0)
            .OrderBy(index => IsFinal(_lines[index]) ? 0 : 1)
            .ThenBy(index => _lines[index].Bridge)
            .ToList())
        {
            var part = Math.Min(amount, _lines[index].Balance.Value);
            if (part > 0)
            {
                drawn.Add((_lines[index], part));
                Add(index, -part);
                amount -= part;
            }
        }

        return (drawn, amount);
    }

    private void Add(int index, decimal amount) =>
        _lines[index] = _lines[index] with { Balance = new Quantity(_lines[index].Balance.Value + amount) };

    /// <summary>Where a venue books what it settles: the native, final line, to which unrealised profit is added too.</summary>
    private int NativeLine(Place place) => Find(
        line => IsAt(line, place) && line.Bridge == BridgeClass.Native && line.Finality is null,
        () => NewLine(place));

    /// <summary>Where what was drawn from a line arrives: the line of its kind at the other place.</summary>
    private int ArrivalLine(CollateralLine drawn, Place to)
    {
        var finality = IsFinal(drawn) ? null : drawn.Finality;
        return Find(
            line => IsAt(line, to) && line.Bridge == drawn.Bridge && (finality is null ? IsFinal(line) : line.Finality == finality),
            () => NewLine(to) with { Bridge = drawn.Bridge, Finality = finality, AsOf = drawn.AsOf });
    }

    private int LoanLine(Place place) => Find(
        line => line.IsLoan && line.AsOf == market.AsOf && line.Bridge == BridgeClass.Native && line.Finality is null
            && (line.Pool, line.Location, line.Asset) == (place.Pool, place.Location, place.Asset),
        () => NewLine(place) with { IsLoan = true });

    private CollateralLine NewLine(Place place) => new()
    {
        Pool = place.Pool,
        Location = place.Location,
        Asset = place.Asset,
        Balance = Quantity.Zero,
        AsOf = market.AsOf,
    };

    private int Find(Predicate<CollateralLine> isIt, Func<CollateralLine> otherwise)
    {
        var index = _lines.FindIndex(isIt);
        if (index < 0)
        {
            index = _lines.Count;
            _lines.Add(otherwise());
        }

        return index;
    }

    private static bool IsAt(CollateralLine line, Place place) =>
        !line.IsLoan && (line.Pool, line.Location, line.Asset) == (place.Pool, place.Location, place.Asset);

    private static bool IsFinal(CollateralLine line) => line.Finality is not { Share: < 1m };
}
