using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.Contracts;

/// <summary>
/// The policy of account_service.proto. Written in full; what a client leaves out reads as the platform's default. Whether an
/// account can be run by it is for the account.
/// </summary>
public static class PolicyWire
{
    public static V1.AccountPolicy Write(AccountPolicy policy) => new()
    {
        RuleBook = policy.RuleBook.Code,
        Freshness =
        {
            Write("", policy.Freshness.Default),
            policy.Freshness.Locations.OrderBy(entry => entry.Key).Select(entry => Write(entry.Key.Code, entry.Value)),
        },
        CallGrace = WireText.Of(policy.Calls.Grace),
        CallAmendAbove = WireText.Of(policy.Calls.AmendAbove),
        Approval = EnumMap<Approval, V1.Approval>.Write(policy.Liquidation.Approval),
        ReportWithin = WireText.Of(policy.Liquidation.ReportWithin),
        SettleWithin = WireText.Of(policy.Liquidation.SettleWithin),
        RetryEvery = WireText.Of(policy.Liquidation.RetryEvery),
        NeedsConfirmedPrices = policy.Liquidation.NeedsConfirmedPrices,
        TargetRatio = WireText.Of(policy.Liquidation.Planning.TargetRatio),
        MaximumNotional = WireText.Of(policy.Liquidation.Planning.MaximumNotional),
        Venues = { policy.Liquidation.Venues.OrderBy(entry => entry.Key).Select(entry => Write(entry.Key, entry.Value)) },
        TransitCountedShare = WireText.Of(policy.Transit.CountedShare),
        Routes = { policy.Routes.Select(BookWire.Write) },
        Alerts =
        {
            policy.Alerts.Select(alert => new V1.AlertThreshold
            {
                Name = alert.Name,
                Pool = alert.Pool.Code,
                Below = WireText.Of(alert.Below),
                ClearAt = WireText.Of(alert.ClearAt),
            }),
        },
        RejectsBeforeLeftOut = policy.Liquidation.RejectsBeforeLeftOut,
        AttemptsBeforeQuarantine = policy.Freshness.AttemptsBeforeQuarantine,
        HeardEvery = WireText.Of(policy.Freshness.HeardEvery),
        MaximumShareOfDailyVolume = WireText.Of(policy.Liquidation.Planning.MaximumShareOfDailyVolume),
        LimitMultiple = WireText.Of(policy.Liquidation.Planning.LimitMultiple),
        MaximumSteps = policy.Liquidation.Planning.MaximumSteps,
        MaximumEvaluations = policy.Liquidation.Planning.MaximumEvaluations,
    };

    public static AccountPolicy Read(WireReader at, V1.AccountPolicy wire) => new()
    {
        RuleBook = at.RuleBook("rule_book", wire.RuleBook),
        Freshness = Freshness(at, wire),
        Calls = new CallPolicy
        {
            Grace = at.OptionalDuration("call_grace", wire.CallGrace) ?? Default.Calls.Grace,
            AmendAbove = at.OptionalNumber("call_amend_above", wire.CallAmendAbove) ?? Default.Calls.AmendAbove,
        },
        Liquidation = Liquidation(at, wire),
        Transit = new TransitPolicy
        {
            CountedShare = at.OptionalNumber("transit_counted_share", wire.TransitCountedShare) ?? Default.Transit.CountedShare,
        },
        Routes = at.List("routes", wire.Routes, Limits.Routes, BookWire.Route),
        Alerts = at.List("alerts", wire.Alerts, Limits.Alerts, static (inner, alert) => new AlertThreshold(
            inner.Reference("name", alert.Name),
            inner.Pool("pool", alert.Pool),
            inner.Number("below", alert.Below),
            inner.Number("clear_at", alert.ClearAt))),
    };

    private static AccountPolicy Default { get; } = new();

    private static V1.FreshnessBounds Write(string location, FreshnessBounds bounds) => new()
    {
        Location = location,
        Ageing = WireText.Of(bounds.Ageing),
        Stale = WireText.Of(bounds.Stale),
        Lost = WireText.Of(bounds.Lost),
    };

    /// <summary>The bounds without a location are those of all locations that have none of their own.</summary>
    private static FreshnessPolicy Freshness(WireReader at, V1.AccountPolicy wire)
    {
        var bounds = at.Map("freshness", wire.Freshness, WireLimits.Locations + 1, "location", static (inner, each) => KeyValuePair.Create(
            each.Location.Length == 0 ? default : inner.Location("location", each.Location),
            new FreshnessBounds(inner.Duration("ageing", each.Ageing), inner.Duration("stale", each.Stale), inner.Duration("lost", each.Lost))));
        return new FreshnessPolicy
        {
            Default = bounds.TryGetValue(default, out var all) ? all : Default.Freshness.Default,
            Locations = bounds.Where(entry => !entry.Key.IsDefault).ToDictionary(),
            HeardEvery = at.OptionalDuration("heard_every", wire.HeardEvery) ?? Default.Freshness.HeardEvery,
            AttemptsBeforeQuarantine = OrDefault(wire.AttemptsBeforeQuarantine, Default.Freshness.AttemptsBeforeQuarantine),
        };
    }

    private static LiquidationTerms Liquidation(WireReader at, V1.AccountPolicy wire)
    {
        var (terms, planning) = (Default.Liquidation, LiquidationPolicy.Default);
        return new LiquidationTerms
        {
            Approval = at.Choice("approval", wire.Approval, terms.Approval),
            ReportWithin = at.OptionalDuration("report_within", wire.ReportWithin) ?? terms.ReportWithin,
            SettleWithin = at.OptionalDuration("settle_within", wire.SettleWithin) ?? terms.SettleWithin,
            RetryEvery = at.OptionalDuration("retry_every", wire.RetryEvery) ?? terms.RetryEvery,
            RejectsBeforeLeftOut = OrDefault(wire.RejectsBeforeLeftOut, terms.RejectsBeforeLeftOut),
            NeedsConfirmedPrices = wire.HasNeedsConfirmedPrices ? wire.NeedsConfirmedPrices : terms.NeedsConfirmedPrices,
            Planning = new LiquidationPolicy
            {
                TargetRatio = at.OptionalNumber("target_ratio", wire.TargetRatio) ?? planning.TargetRatio,
                MaximumNotional = at.OptionalUsd("maximum_notional", wire.MaximumNotional) ?? planning.MaximumNotional,
                MaximumShareOfDailyVolume =
                    at.OptionalNumber("maximum_share_of_daily_volume", wire.MaximumShareOfDailyVolume) ?? planning.MaximumShareOfDailyVolume,
                LimitMultiple = at.OptionalNumber("limit_multiple", wire.LimitMultiple) ?? planning.LimitMultiple,
                MaximumSteps = OrDefault(wire.MaximumSteps, planning.MaximumSteps),
                MaximumEvaluations = OrDefault(wire.MaximumEvaluations, planning.MaximumEvaluations),
            },
            Venues = at.Map("venues", wire.Venues, Limits.Feeds, "venue", static (inner, venue) =>
                KeyValuePair.Create(inner.Location("venue", venue.Venue), Capability(inner, venue))),
        };
    }

    private static V1.VenueCapability Write(LocationId venue, VenueCapability capability) => new()
    {
        Venue = venue.Code,
        CanTrade = capability.CanTrade,
        CanReduceOnly = capability.CanReduceOnly,
        CanCancel = capability.CanCancel,
        Terms =
        {
            (capability.Default is { } all ? [Write("", all)] : Array.Empty<V1.TradingTerms>()).Concat(
                capability.Instruments.OrderBy(entry => entry.Key).Select(entry => Write(entry.Key.Code, entry.Value))),
        },
    };

    private static VenueCapability Capability(WireReader at, V1.VenueCapability wire)
    {
        var terms = at.Map("terms", wire.Terms, Limits.TermsOfVenue + 1, "instrument", static (inner, each) => KeyValuePair.Create(
            each.Instrument.Length == 0 ? default : inner.Instrument("instrument", each.Instrument), ReadTerms(inner, each)));
        return new VenueCapability
        {
            CanTrade = wire.CanTrade,
            CanReduceOnly = wire.CanReduceOnly,
            CanCancel = wire.CanCancel,
            Default = terms.GetValueOrDefault(default),
            Instruments = terms.Where(entry => !entry.Key.IsDefault).ToDictionary(),
        };
    }

    private static V1.TradingTerms Write(string instrument, TradingTerms terms) => new()
    {
        Instrument = instrument,
        Lot = WireText.Of(terms.Lot),
        MinimumQuantity = WireText.OrNone(terms.MinimumQuantity),
        MinimumNotional = terms.MinimumNotional == Usd.Zero ? "" : WireText.Of(terms.MinimumNotional),
        Tick = WireText.Of(terms.Tick),
        TakerFee = WireText.Of(terms.TakerFee),
    };

    private static TradingTerms ReadTerms(WireReader at, V1.TradingTerms wire) => new()
    {
        Lot = at.Quantity("lot", wire.Lot),
        MinimumQuantity = at.OptionalQuantity("minimum_quantity", wire.MinimumQuantity) ?? default,
        MinimumNotional = at.OptionalUsd("minimum_notional", wire.MinimumNotional) ?? default,
        Tick = at.OptionalPrice("tick", wire.Tick),
        TakerFee = at.Rate("taker_fee", wire.TakerFee),
    };

    private static int OrDefault(int stated, int otherwise) => stated == 0 ? otherwise : stated;
}
