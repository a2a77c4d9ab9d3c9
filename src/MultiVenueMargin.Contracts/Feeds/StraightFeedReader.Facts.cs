using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Contracts.Feeds;

/// <content>What a frame tells: balances, positions and orders; what is rarer goes the long way.</content>
internal sealed partial class StraightFeedReader
{
    private const int LongestReference = 128;

    private static readonly KnownNames<InstrumentId> Instruments = new(static text => Identifier.IsValid(text, 96) ? new InstrumentId(text) : null);
    private static readonly KnownNames<Asset> Assets = new(static text => Identifier.IsValid(text, 32) ? new Asset(text) : null);

    private FeedFact Fact(ReadOnlySpan<byte> message)
    {
        var offset = 0;
        var at = new WireBytes(message, ref offset);
        if (!at.Next(out var tag))
        {
            return Odd<FeedFact>()!;
        }

        FeedFact? fact = tag switch
        {
            (1 << 3) | WireBytes.Delimited => Balance(at.Bytes()),
            (2 << 3) | WireBytes.Delimited => Position(at.Bytes()),
            (3 << 3) | WireBytes.Delimited => Order(at.Bytes()),
            _ => null,
        };

        // Statements and movements are few; of a choice that is made twice the last would count.
        _isOdd |= fact is null || at.Next(out _) || at.IsOdd;
        return fact!;
    }

    private BalanceFact? Balance(ReadOnlySpan<byte> message)
    {
        var (asset, isLoan, bridge, finality) = (default(KnownNames<Asset>.Name), 0, 0, default(Finality?));
        var (balance, profit, owed, provisional) = (default(Quantity?), default(Quantity?), default(Quantity?), default(Quantity?));
        var offset = 0;
        var at = new WireBytes(message, ref offset);
        while (!_isOdd && at.Next(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireBytes.Delimited:
                    asset = Assets.Find(at.Bytes());
                    break;
                case (2 << 3) | WireBytes.Varint:
                    isLoan = at.Small();
                    break;
                case (3 << 3) | WireBytes.Delimited:
                    balance = OptionalQuantity(at.Bytes());
                    break;
                case (4 << 3) | WireBytes.Delimited:
                    profit = OptionalQuantity(at.Bytes());
                    break;
                case (5 << 3) | WireBytes.Delimited:
                    owed = OptionalQuantity(at.Bytes());
                    break;
                case (6 << 3) | WireBytes.Varint:
                    bridge = at.Small();
                    break;
                case (7 << 3) | WireBytes.Delimited when finality is null:
                    finality = Inclusion(at.Bytes());
                    break;
                case (8 << 3) | WireBytes.Delimited:
                    provisional = OptionalQuantity(at.Bytes());
                    break;
                default:
                    return Odd<BalanceFact>();
            }
        }

        return at.IsOdd || asset is null || balance is null
            ? Odd<BalanceFact>()
            : new BalanceFact(
                asset.Value,
                isLoan != 0,
                balance.Value,
                profit ?? default,
                owed ?? default,
                bridge == 0 ? BridgeClass.Native : Choice<BridgeClass, V1.BridgeClass>((V1.BridgeClass)bridge),
                finality,
                provisional);
    }

    private Finality Inclusion(ReadOnlySpan<byte> message)
    {
        var (confirmations, required) = (0L, 0L);
        var offset = 0;
        var at = new WireBytes(message, ref offset);
        while (at.Next(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireBytes.Varint:
                    confirmations = at.Number();
                    break;
                case (2 << 3) | WireBytes.Varint:
                    required = at.Number();
                    break;
                default:
                    _isOdd = true;
                    return default;
            }
        }

        _isOdd |= at.IsOdd || confirmations > int.MaxValue || required > int.MaxValue;
        return _isOdd ? default : new Finality((int)confirmations, (int)required);
    }

    private PositionFact? Position(ReadOnlySpan<byte> message)
    {
        var (instrument, quantity, entry) = (default(KnownNames<InstrumentId>.Name), default(Quantity?), default(Price?));
        var offset = 0;
        var at = new WireBytes(message, ref offset);
        while (!_isOdd && at.Next(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireBytes.Delimited:
                    instrument = Instruments.Find(at.Bytes());
                    break;
                case (2 << 3) | WireBytes.Delimited:
                    quantity = OptionalQuantity(at.Bytes());
                    break;
                case (3 << 3) | WireBytes.Delimited:
                    entry = OptionalPrice(at.Bytes());
                    break;
                default:
                    return Odd<PositionFact>();
            }
        }

        return at.IsOdd || instrument is null || quantity is null ? Odd<PositionFact>() : new PositionFact(instrument.Value, quantity.Value, entry);
    }

    private OrderFact? Order(ReadOnlySpan<byte> message)
    {
        var (order, instrument, side) = (default(string), default(KnownNames<InstrumentId>.Name), 0);
        var (open, limit) = (default(Quantity?), default(Price?));
        var offset = 0;
        var at = new WireBytes(message, ref offset);
        while (!_isOdd && at.Next(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireBytes.Delimited:
                    order = Text(at.Bytes());
                    break;
                case (2 << 3) | WireBytes.Delimited:
                    instrument = Instruments.Find(at.Bytes());
                    break;
                case (3 << 3) | WireBytes.Varint:
                    side = at.Small();
                    break;
                case (4 << 3) | WireBytes.Delimited:
                    open = OptionalQuantity(at.Bytes());
                    break;
                case (5 << 3) | WireBytes.Delimited:
                    limit = OptionalPrice(at.Bytes());
                    break;
                default:
                    return Odd<OrderFact>();
            }
        }

        return at.IsOdd || !Identifier.IsValid(order, LongestReference) || instrument is null || open is null || limit is null
            ? Odd<OrderFact>()
            : new OrderFact(order!, instrument.Value, Choice<OrderSide, V1.OrderSide>((V1.OrderSide)side), open.Value, limit.Value);
    }
}
