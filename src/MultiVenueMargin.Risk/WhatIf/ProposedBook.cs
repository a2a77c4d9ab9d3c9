using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.WhatIf;

/// <summary>
/// The book as it would be after the trades and transfers of a proposal. What cannot be done is a refusal; what can be done
/// but leaves something owed is a note.
/// </summary>
internal sealed class ProposedBook
{
    // Far inside a decimal, whose largest is 7.9·10^28 and whose finest step 10^-28.
    private const double MostUnits = 1e24;
    private const double LeastDivisor = 1e-9;

    private readonly Book _book;
    private readonly PricedMarket _market;
    private readonly BalanceDraft _balances;
    private readonly List<Position> _positions;
    private readonly List<string> _refusals = [];
    private readonly List<string> _notes = [];

    private ProposedBook(Book book, PricedMarket market)
    {
        _book = book;
        _market = market;
        _balances = new BalanceDraft(book, market);
        _positions = [.. book.Positions];
    }

    public Book Book => _book with { Lines = _balances.Lines, Positions = _positions };

    /// <summary>Why something of it cannot be done, in the order of the proposal; the book is then none to rely on.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    /// <summary>What it leaves owed, in the order of the proposal.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public static ProposedBook Of(Book book, PricedMarket market, Proposal proposal)
    {
        var proposed = new ProposedBook(book, market);
        foreach (var (index, trade) in proposal.Trades.Index())
        {
            if (proposed.RefusalOf(trade) is { } why)
            {
                proposed._refusals.Add($"trade {index + 1} cannot be done: {why}");
            }
        }

        foreach (var (index, transfer) in proposal.Transfers.Index())
        {
            if (proposed.RefusalOf(transfer) is { } why)
            {
                proposed._refusals.Add($"transfer {index + 1} cannot be done: {why}");
            }
        }

        return proposed;
    }

    /// <summary>Does a trade, or says why not.</summary>
    private string? RefusalOf(Trade trade)
    {
        if (trade.Pool.IsDefault || trade.Venue.IsDefault || trade.Instrument.IsDefault)
        {
            return "it names no pool, venue or instrument";
        }

        if (trade.Quantity == Quantity.Zero)
        {
            return $"it is of no {trade.Instrument}";
        }

        if (!_market.Market.Instruments.TryGetValue(trade.Instrument, out var instrument))
        {
            return $"the instrument {trade.Instrument} is not known";
        }

        var mark = _market.Market.Marks.TryGetValue(trade.Instrument, out var stated) ? stated.Mark : null;
        if ((trade.Price ?? mark) is not { } price || (instrument is Derivative && mark is null))
        {
            return $"there is no mark of {trade.Instrument}";
        }

        return instrument is Spot pair
            ? RefusalOfPair(trade, pair, price)
            : RefusalOfContract(trade, (Derivative)instrument, price, mark.GetValueOrDefault());
    }

    private string? RefusalOfPair(Trade trade, Spot pair, Price price)
    {
        if (price.Value == 0)
        {
            return $"a price of 0 is none for {pair.Id}";
        }

        return Settle(trade, (pair.Base, trade.Quantity.Value, 1m), (pair.Quote, -trade.Quantity.Value, price.Value));
    }

    private string? RefusalOfContract(Trade trade, Derivative contract, Price price, Price mark)
    {
        if (!_market.TryPrice(contract.Id, out var priced, out var reason))
        {
            return $"{contract.Id} cannot be priced: {reason}";
        }

        if (priced!.IsExpired)
        {
            return $"{contract.Id} has expired";
        }

        if (contract is not EuropeanOption && price.Value == 0)
        {
            return $"a price of 0 is none for {contract.Id}";
        }

        if (!HasRoom(trade, contract, price, mark))
        {
            return $"so many {contract.Id} at {price} are worth more than one position may be";
        }

        // A future costs what its price differs from the mark; an option is paid for.
        var (amount, each) = contract is EuropeanOption
            ? (-trade.Quantity.Value * contract.Multiplier, price.Value)
            : (trade.Quantity.Value, PricedFuture.ProfitBetween(contract, price.Value, mark.Value));
        var refusal = Settle(trade, (contract.Settlement, amount, each));
        if (refusal is null)
        {
            Net(trade, contract, mark);
        }

        return refusal;
    }

    /// <summary>
    /// All of one instrument at one venue becomes one position. What the earlier ones gained since their entry joins the
    /// balance, and the rest goes on from the mark: their profit is counted once either way.
    /// </summary>
    private void Net(Trade trade, Derivative contract, Price mark)
    {
        var earlier = _positions.Where(position => IsIn(position, trade)).ToList();
        foreach (var position in earlier)
        {
            if (contract is not EuropeanOption && position.AverageEntry is { Value: > 0 } entry)
            {
                var profit = position.Quantity.Value * PricedFuture.ProfitBetween(contract, entry.Value, mark.Value);
                Note(new(trade.Pool, trade.Venue, contract.Settlement), profit);
            }
        }

        var total = earlier.Sum(position => position.Quantity.Value) + trade.Quantity.Value;
        var at = _positions.FindIndex(position => IsIn(position, trade));
        _positions.RemoveAll(position => IsIn(position, trade));
        if (total != 0)
        {
            _positions.Insert(at < 0 ? _positions.Count : at, new Position
            {
                Pool = trade.Pool,
                Venue = trade.Venue,
                Instrument = trade.Instrument,
                Quantity = new Quantity(total),
                AsOf = earlier.Count > 0 ? earlier.Min(position => position.AsOf) : _market.AsOf,
            });
        }
    }

    /// <summary>Books what a trade moves, and its fee, all or nothing.</summary>
    private string? Settle(Trade trade, params ReadOnlySpan<(Asset Asset, decimal Quantity, decimal Price)> flows)
    {
        foreach (var (asset, quantity, price) in flows)
        {
            if (!_balances.HasRoom(new(trade.Pool, trade.Venue, asset), (double)quantity * (double)price))
            {
                return $"it would move more {asset} than one balance may hold";
            }
        }

        if (trade.Fee.Amount != 0
            && !_balances.HasRoom(new(trade.Pool, trade.Venue, trade.Fee.Asset), (double)trade.Fee.Amount))
        {
            return $"its fee is more {trade.Fee.Asset} than one balance may hold";
        }

        foreach (var (asset, quantity, price) in flows)
        {
            Note(new(trade.Pool, trade.Venue, asset), quantity * price);
        }

        if (trade.Fee.Amount != 0)
        {
            Note(new(trade.Pool, trade.Venue, trade.Fee.Asset), -trade.Fee.Amount);
        }

        return null;
    }

    private void Note(BalanceDraft.Place place, decimal amount)
    {
        if (amount != 0 && _balances.Settle(place, amount) is > 0 and var owed)
        {
            _notes.Add($"{place} does not hold what is settled there: {ExactNumber.Format(owed)} {place.Asset} of it are owed");
        }
    }

    /// <summary>Does a transfer, or says why not.</summary>
    private string? RefusalOf(Transfer transfer)
    {
        var from = new BalanceDraft.Place(transfer.FromPool, transfer.From, transfer.Asset);
        var to = new BalanceDraft.Place(transfer.ToPool, transfer.To, transfer.Asset);
        if (transfer.Asset.IsDefault || transfer.From.IsDefault || transfer.To.IsDefault
            || transfer.FromPool.IsDefault || transfer.ToPool.IsDefault)
        {
            return "it names no asset, place or pool";
        }

        if (transfer.Amount.Value <= 0)
        {
            return $"an amount of {transfer.Amount} moves nothing; turn it round to move it back";
        }

        if (from == to)
        {
            return $"{from} is where it lies";
        }

        if (!_balances.HasRoom(to, (double)transfer.Amount.Value) || !_balances.HasRoom(from, (double)transfer.Amount.Value))
        {
            return $"it would move more {transfer.Asset} than one balance may hold";
        }

        if (_balances.Move(from, to, transfer.Amount.Value) is > 0 and var missing)
        {
            _notes.Add($"{from} does not hold {transfer.Amount}: {ExactNumber.Format(missing)} are borrowed there");
        }

        return null;
    }

    /// <summary>
    /// Whether position and profit stay within what one entry of a book may be worth, at any of the prices they are multiplied
    /// with or divided by. In double, because the exact figures are what could overflow.
    /// </summary>
    private bool HasRoom(Trade trade, Derivative contract, Price price, Price mark)
    {
        var multiplier = (double)contract.Multiplier;
        var contracts = Math.Abs((double)trade.Quantity.Value)
            + _positions.Where(position => IsIn(position, trade)).Sum(position => Math.Abs((double)position.Quantity.Value));
        var index = (double)(_market.FindIndex(contract.Unit) ?? 0m);
        var dividesByPrice = contract.IsInverse && contract is not EuropeanOption;
        var lowest = (double)Math.Min(price.Value, mark.Value);
        return contracts <= (double)Quantity.Largest
            && contracts * multiplier <= MostUnits
            && contracts * multiplier * (dividesByPrice ? 1 : index) <= (double)BookCheck.LargestValueUsd
            && (!dividesByPrice
                || (lowest > LeastDivisor && contracts * multiplier * index / lowest <= (double)BookCheck.LargestValueUsd));
    }

    private static bool IsIn(Position position, Trade trade) =>
        (position.Pool, position.Venue, position.Instrument) == (trade.Pool, trade.Venue, trade.Instrument);
}
