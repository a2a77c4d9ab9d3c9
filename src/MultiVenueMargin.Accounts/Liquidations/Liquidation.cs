using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>A liquidation and how far it has come.</summary>
internal sealed record Liquidation
{
    // Nobody approves twice, and two are enough; a policy that changes in between adds one of its own at most.
    private const int MostApprovers = 4;

    // A step has a few legs, and no other is asked before they have ended: those that are kept, and an open step.
    private const int MostRequests = 2 * Limits.LegsOfLiquidation;

    public required DecisionId Id { get; init; }

    public required PoolId Pool { get; init; }

    /// <summary>The last plan that was made.</summary>
    public required IReadOnlyList<PlannedStep> Plan { get; init; }

    /// <summary>Where that plan ends.</summary>
    public required PlanOutcome PlanOutcome { get; init; }

    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>A step of the last plan was requested: the next one comes from another plan, of what is held then.</summary>
    public bool IsPlanUsed { get; init; }

    public bool IsApprovedByPolicy { get; init; }

    /// <summary>Who approved it, in that order; nobody twice.</summary>
    public IReadOnlyList<PrincipalId> Approvers { get; init; } = [];

    public bool IsHeld { get; init; }

    /// <summary>Who asked to stop it for good while a second person is needed.</summary>
    public PrincipalId? AbortAskedBy { get; init; }

    /// <summary>In the order in which they were made; the oldest that have ended may be gone.</summary>
    public IReadOnlyList<ExecutorRequest> Requests { get; init; } = [];

    /// <summary>Feeds that must be heard before it is known what the last step has changed.</summary>
    public IReadOnlyList<VenueAccountId> Awaited { get; init; } = [];

    /// <summary>When something happened last that <see cref="Awaited"/> feeds have to show.</summary>
    public DateTimeOffset SettlingSince { get; init; }

    /// <summary>When an executor gave up without filling anything of the last step: the next is not asked at once, or it would go round and round.</summary>
    public DateTimeOffset? GaveUpAt { get; init; }

    /// <summary>How often each venue rejected a request.</summary>
    public IReadOnlyDictionary<LocationId, int> Rejects { get; init; } = new Dictionary<LocationId, int>();

    /// <summary>Unspecified while it is under way.</summary>
    public LiquidationOutcome Outcome { get; init; }

    public string Reason { get; init; } = string.Empty;

    public bool IsUnderWay => Outcome == LiquidationOutcome.Unspecified;

    /// <summary>Something was asked of an executor, ever.</summary>
    public bool HasSent { get; init; }

    public bool HasOpenRequests => Requests.Any(request => request.IsOpen);

    /// <summary>Approval is of the liquidation, not of one plan: once something was sent it stands, even where the terms became stricter.</summary>
    public bool IsApproved(LiquidationTerms terms) =>
        HasSent || IsApprovedByPolicy || (terms.PersonsNeeded > 0 && Approvers.Count >= terms.PersonsNeeded);

    public bool IsSettling(DateTimeOffset now, LiquidationTerms terms) => SettledAt(terms) is { } settled && now < settled;

    /// <summary>When, with nothing under way, time alone lets it go on.</summary>
    public DateTimeOffset NextMoment(LiquidationTerms terms) => SettledAt(terms) ?? PlannedAt + terms.RetryEvery;

    /// <summary>The feed was heard: it is awaited no longer.</summary>
    public Liquidation Heard(VenueAccountId feed) =>
        Awaited.Contains(feed) ? this with { Awaited = [.. Awaited.Where(each => each != feed)] } : this;

    public static Liquidation ReadFrom(CanonicalReader reader)
    {
        reader.Version(nameof(Liquidation), latest: 1);
        return new Liquidation
        {
            Id = ReadDecisionId(reader),
            Pool = ReadPoolId(reader),
            Plan = reader.List(Limits.PlannedSteps, PlanCodec.ReadStep),
            PlanOutcome = reader.Enum<PlanOutcome>(),
            PlannedAt = reader.Instant(),
            IsPlanUsed = reader.Bool(),
            IsApprovedByPolicy = reader.Bool(),
            Approvers = reader.List(MostApprovers, ReadPrincipalId),
            IsHeld = reader.Bool(),
            AbortAskedBy = reader.Optional(ReadPrincipalId),
            Requests = reader.List(MostRequests, ExecutorRequest.ReadFrom),
            Awaited = reader.List(Limits.Feeds, ReadVenueAccountId),
            SettlingSince = reader.Instant(),
            GaveUpAt = reader.OptionalInstant(),
            Rejects = reader.Dictionary(Limits.Feeds, ReadLocationId, static each => each.Int32()),
            HasSent = reader.Bool(),
            Outcome = reader.EnumOrUnspecified<LiquidationOutcome>(),
            Reason = reader.String(Limits.ReasonLength),
        };
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Version(1);
        Write(writer, Id);
        ValueCodec.Write(writer, Pool);
        writer.List(Plan, Limits.PlannedSteps, PlanCodec.Write);
        writer.Enum(PlanOutcome);
        writer.Instant(PlannedAt);
        writer.Bool(IsPlanUsed);
        writer.Bool(IsApprovedByPolicy);
        writer.List(Approvers, MostApprovers, ValueCodec.Write);
        writer.Bool(IsHeld);
        writer.Optional(AbortAskedBy, ValueCodec.Write);
        writer.List(Requests, MostRequests, static (each, request) => request.WriteTo(each));
        writer.List(Awaited, Limits.Feeds, ValueCodec.Write);
        writer.Instant(SettlingSince);
        writer.Optional(GaveUpAt);
        writer.Dictionary(Rejects, Limits.Feeds, ValueCodec.Write, static (each, count) => each.Int32(count));
        writer.Bool(HasSent);
        writer.EnumOrUnspecified(Outcome);
        writer.String(Reason, Limits.ReasonLength);
    }

    public LiquidationView View(DateTimeOffset now, LiquidationTerms terms) =>
        new(Id, Pool, StatusAt(now, terms), Plan, [.. Requests.Select(request => request.View)], Outcome, Reason);

    private DateTimeOffset? SettledAt(LiquidationTerms terms)
    {
        var shown = Awaited.Count > 0 ? SettlingSince + terms.SettleWithin : (DateTimeOffset?)null;
        var pause = GaveUpAt + terms.RetryEvery;
        return shown is null || pause > shown ? pause : shown;
    }

    private LiquidationStatus StatusAt(DateTimeOffset now, LiquidationTerms terms) =>
        !IsUnderWay ? LiquidationStatus.Ended
        : IsHeld ? LiquidationStatus.Held
        : !IsApproved(terms) ? LiquidationStatus.AwaitsApproval
        : !HasOpenRequests && IsSettling(now, terms) ? LiquidationStatus.Settling
        : LiquidationStatus.Running;
}
