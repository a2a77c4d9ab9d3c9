using MultiVenueMargin.Accounts.Alerts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Transfers;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>How an account is run.</summary>
public static class PolicyCodec
{
    private const int LongestAlertName = 64;

    public static void Write(CanonicalWriter writer, AccountPolicy policy)
    {
        writer.Version(1);
        ValueCodec.Write(writer, policy.RuleBook);
        Write(writer, policy.Freshness);
        Write(writer, policy.Calls);
        Write(writer, policy.Liquidation);
        Write(writer, policy.Transit);
        writer.List(policy.Routes, Limits.Routes, BookCodec.Write);
        writer.List(policy.Alerts, Limits.Alerts, Write);
    }

    public static AccountPolicy ReadAccountPolicy(CanonicalReader reader)
    {
        reader.Version(nameof(AccountPolicy), latest: 1);
        return new AccountPolicy
        {
            RuleBook = ReadRuleBookId(reader),
            Freshness = ReadFreshnessPolicy(reader),
            Calls = ReadCallPolicy(reader),
            Liquidation = ReadLiquidationTerms(reader),
            Transit = ReadTransitPolicy(reader),
            Routes = reader.List(Limits.Routes, BookCodec.ReadTransferRoute),
            Alerts = reader.List(Limits.Alerts, ReadAlertThreshold),
        };
    }

    public static void Write(CanonicalWriter writer, FreshnessPolicy policy)
    {
        writer.Version(1);
        Write(writer, policy.Default);
        writer.Dictionary(policy.Locations, Limits.Feeds, ValueCodec.Write, Write);
        writer.Duration(policy.HeardEvery);
        writer.Int32(policy.AttemptsBeforeQuarantine);
    }

    public static FreshnessPolicy ReadFreshnessPolicy(CanonicalReader reader)
    {
        reader.Version(nameof(FreshnessPolicy), latest: 1);
        return new FreshnessPolicy
        {
            Default = ReadFreshnessBounds(reader),
            Locations = reader.Dictionary(Limits.Feeds, ReadLocationId, ReadFreshnessBounds),
            HeardEvery = reader.Duration(),
            AttemptsBeforeQuarantine = reader.Int32(),
        };
    }

    public static void Write(CanonicalWriter writer, FreshnessBounds bounds)
    {
        writer.Duration(bounds.Ageing);
        writer.Duration(bounds.Stale);
        writer.Duration(bounds.Lost);
    }

    public static FreshnessBounds ReadFreshnessBounds(CanonicalReader reader) =>
        new(reader.Duration(), reader.Duration(), reader.Duration());

    public static void Write(CanonicalWriter writer, CallPolicy policy)
    {
        writer.Version(1);
        writer.Duration(policy.Grace);
        writer.Decimal(policy.AmendAbove);
    }

    public static CallPolicy ReadCallPolicy(CanonicalReader reader)
    {
        reader.Version(nameof(CallPolicy), latest: 1);
        return new CallPolicy { Grace = reader.Duration(), AmendAbove = reader.Decimal() };
    }

    public static void Write(CanonicalWriter writer, LiquidationTerms terms)
    {
        writer.Version(2);
        writer.Enum(terms.Approval);
        writer.Duration(terms.ReportWithin);
        writer.Duration(terms.SettleWithin);
        writer.Duration(terms.RetryEvery);
        writer.Int32(terms.RejectsBeforeLeftOut);
        PlanningCodec.Write(writer, terms.Planning);
        writer.Dictionary(terms.Venues, Limits.Feeds, ValueCodec.Write, PlanningCodec.Write);
        writer.Bool(terms.NeedsConfirmedPrices);
    }

    public static LiquidationTerms ReadLiquidationTerms(CanonicalReader reader)
    {
        var version = reader.Version(nameof(LiquidationTerms), latest: 2);
        return new LiquidationTerms
        {
            Approval = reader.Enum<Approval>(),
            ReportWithin = reader.Duration(),
            SettleWithin = reader.Duration(),
            RetryEvery = reader.Duration(),
            RejectsBeforeLeftOut = reader.Int32(),
            Planning = PlanningCodec.ReadLiquidationPolicy(reader),
            Venues = reader.Dictionary(Limits.Feeds, ReadLocationId, PlanningCodec.ReadVenueCapability),
            NeedsConfirmedPrices = version < 2 || reader.Bool(),
        };
    }

    public static void Write(CanonicalWriter writer, TransitPolicy policy)
    {
        writer.Version(1);
        writer.Decimal(policy.CountedShare);
    }

    public static TransitPolicy ReadTransitPolicy(CanonicalReader reader)
    {
        reader.Version(nameof(TransitPolicy), latest: 1);
        return new TransitPolicy { CountedShare = reader.Decimal() };
    }

    public static void Write(CanonicalWriter writer, AlertThreshold threshold)
    {
        writer.Version(1);
        writer.String(threshold.Name, LongestAlertName);
        ValueCodec.Write(writer, threshold.Pool);
        writer.Decimal(threshold.Below);
        writer.Decimal(threshold.ClearAt);
    }

    public static AlertThreshold ReadAlertThreshold(CanonicalReader reader)
    {
        reader.Version(nameof(AlertThreshold), latest: 1);
        return new AlertThreshold(reader.String(LongestAlertName), ReadPoolId(reader), reader.Decimal(), reader.Decimal());
    }
}
