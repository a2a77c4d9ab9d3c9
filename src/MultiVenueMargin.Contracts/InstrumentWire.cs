using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Contracts;

/// <summary>instrument.proto: what can be held or traded.</summary>
public static class InstrumentWire
{
    public static V1.Instrument Write(Instrument instrument)
    {
        var wire = new V1.Instrument { Id = instrument.Id.Code };
        switch (instrument)
        {
            case Spot spot:
                wire.Spot = new V1.Spot { Base = spot.Base.Code, Quote = spot.Quote.Code };
                break;
            case Perpetual perpetual:
                wire.Perpetual = new V1.Perpetual
                {
                    Unit = perpetual.Unit.Code,
                    Style = Write(perpetual.Style),
                    Quote = perpetual.Quote.Code,
                    Multiplier = WireText.Of(perpetual.Multiplier),
                };
                break;
            case DatedFuture future:
                wire.Future = new V1.DatedFuture
                {
                    Unit = future.Unit.Code,
                    Style = Write(future.Style),
                    Quote = future.Quote.Code,
                    Multiplier = WireText.Of(future.Multiplier),
                    Expiry = WireText.Of(future.Expiry),
                };
                break;
            case EuropeanOption option:
                wire.Option = new V1.EuropeanOption
                {
                    Unit = option.Unit.Code,
                    Style = Write(option.Style),
                    Quote = option.Quote.Code,
                    Multiplier = WireText.Of(option.Multiplier),
                    Expiry = WireText.Of(option.Expiry),
                    Right = EnumMap<OptionRight, V1.OptionRight>.Write(option.Right),
                    Strike = WireText.Of(option.Strike),
                };
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(instrument), instrument, "The contract has no name for this kind of instrument.");
        }

        return wire;
    }

    public static Instrument Read(WireReader at, V1.Instrument wire)
    {
        var id = at.Instrument("id", wire.Id);
        switch (wire.KindCase)
        {
            case V1.Instrument.KindOneofCase.Spot:
                return at.Required("spot", wire.Spot, (inner, spot) =>
                    new Spot(id, inner.Asset("base", spot.Base), inner.Asset("quote", spot.Quote)));
            case V1.Instrument.KindOneofCase.Perpetual:
                return at.Required("perpetual", wire.Perpetual, (inner, perpetual) => new Perpetual(
                    id,
                    inner.Unit("unit", perpetual.Unit),
                    Style(inner, perpetual.Style),
                    Quote(inner, perpetual.Style, perpetual.Quote),
                    inner.Number("multiplier", perpetual.Multiplier)));
            case V1.Instrument.KindOneofCase.Future:
                return at.Required("future", wire.Future, (inner, future) => new DatedFuture(
                    id,
                    inner.Unit("unit", future.Unit),
                    Style(inner, future.Style),
                    Quote(inner, future.Style, future.Quote),
                    inner.Number("multiplier", future.Multiplier),
                    inner.Instant("expiry", future.Expiry)));
            case V1.Instrument.KindOneofCase.Option:
                return at.Required("option", wire.Option, (inner, option) => new EuropeanOption(
                    id,
                    inner.Unit("unit", option.Unit),
                    Style(inner, option.Style),
                    Quote(inner, option.Style, option.Quote),
                    inner.Number("multiplier", option.Multiplier),
                    inner.Instant("expiry", option.Expiry),
                    inner.Choice<OptionRight, V1.OptionRight>("right", option.Right),
                    inner.Price("strike", option.Strike)));
            default:
                at.Missing("kind");
                return null!;
        }
    }

    private static V1.ContractStyle Write(ContractStyle style) => EnumMap<ContractStyle, V1.ContractStyle>.Write(style);

    private static ContractStyle Style(WireReader at, V1.ContractStyle style) => at.Choice<ContractStyle, V1.ContractStyle>("style", style);

    /// <summary>An inverse contract is quoted in USD, so it need not say so.</summary>
    private static Asset Quote(WireReader at, V1.ContractStyle style, string quote) =>
        style == V1.ContractStyle.Inverse && quote.Length == 0 ? Asset.Usd : at.Asset("quote", quote);
}
