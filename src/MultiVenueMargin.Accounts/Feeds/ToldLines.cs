using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>
/// What one feed has told of balances, positions, orders and the venue's own figures. A snapshot replaces the parts it vouches
/// for; of the others what was known stays, with the time it was last confirmed, for unknown is neither flat nor zero.
/// </summary>
internal sealed class ToldLines
{
    private static readonly FeedParts[] PartsInOrder = [FeedParts.Balances, FeedParts.Positions, FeedParts.Orders, FeedParts.Statement];

    private readonly KnownPart[] _parts = new KnownPart[PartsInOrder.Length];

    public OrderedTable<BalanceKey, ToldFact<BalanceFact>> Balances { get; } = new(Comparer<BalanceKey>.Default);

    public OrderedTable<InstrumentId, ToldFact<PositionFact>> Positions { get; } = new(Comparer<InstrumentId>.Default);

    /// <summary>By the venue's own name of the order.</summary>
    public OrderedTable<string, ToldFact<OrderFact>> Orders { get; } = new(StringComparer.Ordinal);

    public ToldFact<StatementFact>? Statement { get; private set; }

    public int Count => Balances.Count + Positions.Count + Orders.Count;

    public KnownPart PartOf(FeedParts part) => _parts[Array.IndexOf(PartsInOrder, part)];

    /// <summary>How many lines there would be after these facts, at most.</summary>
    public int CountAfter(IReadOnlyList<FeedFact> facts)
    {
        var added = 0;
        for (var i = 0; i < facts.Count; i++)
        {
            added += facts[i] switch
            {
                BalanceFact balance => Balances.Contains(BalanceKey.Of(balance)) ? 0 : 1,
                PositionFact position => Positions.Contains(position.Instrument) ? 0 : 1,
                OrderFact order => Orders.Contains(order.Order) ? 0 : 1,
                _ => 0,
            };
        }

        return Count + added;
    }

    /// <summary>Makes room for a snapshot.</summary>
    /// <param name="complete">The parts that it lists completely.</param>
    /// <param name="heardAt">When what is known was last confirmed; absent before the first snapshot.</param>
    public void BeginSnapshot(FeedParts complete, DateTimeOffset? heardAt)
    {
        for (var i = 0; i < PartsInOrder.Length; i++)
        {
            if (complete.HasFlag(PartsInOrder[i]))
            {
                Clear(PartsInOrder[i]);
                _parts[i] = new KnownPart(IsKnown: true, UnconfirmedSince: null);
            }
            else
            {
                _parts[i] = _parts[i].Unconfirmed(heardAt);
                Unconfirm(PartsInOrder[i], heardAt);
            }
        }
    }

    /// <summary>Facts are absolute, so a later one of the same line replaces an earlier one; nothing of it is left at zero.</summary>
    public void Take(FeedFact fact)
    {
        switch (fact)
        {
            case BalanceFact { Balance.Value: 0, UnrealisedProfit.Value: 0, Owed.Value: 0 } none:
                Balances.Remove(BalanceKey.Of(none));
                break;
            case BalanceFact balance:
                Balances.Set(BalanceKey.Of(balance), new ToldFact<BalanceFact>(balance, null));
                break;
            case PositionFact { Quantity.Value: 0 } flat:
                Positions.Remove(flat.Instrument);
                break;
            case PositionFact position:
                Positions.Set(position.Instrument, new ToldFact<PositionFact>(position, null));
                break;
            case OrderFact { Open.Value: 0 } gone:
                Orders.Remove(gone.Order);
                break;
            case OrderFact order:
                Orders.Set(order.Order, new ToldFact<OrderFact>(order, null));
                break;
            case StatementFact statement:
                Statement = new ToldFact<StatementFact>(statement, null);
                break;
            case MovementFact:
                // The transfer ledger's: the balance that goes with it is told beside it.
                break;
            default:
                throw new InvalidOperationException($"A feed cannot tell {fact.GetType().Name}.");
        }
    }

    public void WriteTo(CanonicalWriter writer)
    {
        foreach (var part in _parts)
        {
            writer.Bool(part.IsKnown);
            writer.Optional(part.UnconfirmedSince);
        }

        WriteTo(writer, Balances);
        WriteTo(writer, Positions);
        WriteTo(writer, Orders);
        writer.Bool(Statement is not null);
        if (Statement is { } statement)
        {
            Write(writer, statement);
        }
    }

    public static ToldLines ReadFrom(CanonicalReader reader)
    {
        var lines = new ToldLines();
        for (var i = 0; i < PartsInOrder.Length; i++)
        {
            lines._parts[i] = new KnownPart(reader.Bool(), reader.OptionalInstant());
        }

        ReadInto(reader, lines.Balances, BalanceKey.Of);
        ReadInto(reader, lines.Positions, static fact => fact.Instrument);
        ReadInto(reader, lines.Orders, static fact => fact.Order);
        lines.Statement = reader.Bool() ? Read<StatementFact>(reader) : null;
        return lines;
    }

    private static void WriteTo<TKey, T>(CanonicalWriter writer, OrderedTable<TKey, ToldFact<T>> table)
        where TKey : notnull
        where T : FeedFact
    {
        writer.Count(table.Count, Limits.LinesPerFeed);
        foreach (var key in table.Keys)
        {
            Write(writer, table[key]);
        }
    }

    private static void ReadInto<TKey, T>(CanonicalReader reader, OrderedTable<TKey, ToldFact<T>> table, Func<T, TKey> keyOf)
        where TKey : notnull
        where T : FeedFact
    {
        for (var left = reader.Count(Limits.LinesPerFeed); left > 0; left--)
        {
            var told = Read<T>(reader);
            table.Set(keyOf(told.Fact), told);
        }
    }

    private static void Write<T>(CanonicalWriter writer, ToldFact<T> told)
        where T : FeedFact
    {
        FactCodec.Write(writer, told.Fact);
        writer.Optional(told.UnconfirmedSince);
    }

    private static ToldFact<T> Read<T>(CanonicalReader reader)
        where T : FeedFact
    {
        var at = reader.Offset;
        return FactCodec.ReadFact(reader) is T fact
            ? new ToldFact<T>(fact, reader.OptionalInstant())
            : throw new MalformedRecordException(at, $"a {typeof(T).Name}");
    }

    private void Clear(FeedParts part)
    {
        switch (part)
        {
            case FeedParts.Balances:
                Balances.Clear();
                break;
            case FeedParts.Positions:
                Positions.Clear();
                break;
            case FeedParts.Orders:
                Orders.Clear();
                break;
            default:
                Statement = null;
                break;
        }
    }

    private void Unconfirm(FeedParts part, DateTimeOffset? heardAt)
    {
        switch (part)
        {
            case FeedParts.Balances:
                Unconfirm(Balances, heardAt);
                break;
            case FeedParts.Positions:
                Unconfirm(Positions, heardAt);
                break;
            case FeedParts.Orders:
                Unconfirm(Orders, heardAt);
                break;
            default:
                Statement = Statement is { } told ? told with { UnconfirmedSince = told.UnconfirmedSince ?? heardAt } : null;
                break;
        }
    }

    private static void Unconfirm<TKey, T>(OrderedTable<TKey, ToldFact<T>> table, DateTimeOffset? heardAt)
        where TKey : notnull
        where T : FeedFact
    {
        foreach (var key in table.Keys)
        {
            var told = table[key];
            table.Set(key, told with { UnconfirmedSince = told.UnconfirmedSince ?? heardAt });
        }
    }
}
