using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>Liquidations of one account by its records: what is asked is approved, reduces, and is asked once.</summary>
internal sealed class LiquidationBook(AccountBook account, Sometimes sometimes)
{
    private readonly Dictionary<DecisionId, OpenLiquidation> _liquidations = [];
    private readonly Dictionary<DecisionId, Leg> _legs = [];
    private readonly Dictionary<PoolId, MarginState> _stopped = [];

    /// <summary>Legs that were ever asked for, open or ended, in the order in which they were.</summary>
    public List<Leg> Legs { get; } = [];

    public OpenLiquidation? UnderWayIn(PoolId pool) => _liquidations.Values.FirstOrDefault(each => each.Pool == pool && each.IsUnderWay);

    public IEnumerable<OpenLiquidation> All => _liquidations.Values;

    public bool IsStopped(PoolId pool) => _stopped.ContainsKey(pool);

    public void Stood(PoolId pool, MarginState state)
    {
        // It may begin again when the pool has recovered in between, or become graver.
        if (state != MarginState.Unknown && _stopped.TryGetValue(pool, out var stopped) && (state < MarginState.Liquidating || state > stopped))
        {
            _stopped.Remove(pool);
        }
    }

    public bool Take(Entry entry)
    {
        switch (entry.Record)
        {
            case LiquidationPlanned it:
                Plan(entry, it);
                return true;
            case LiquidationReplanned it:
                Of(it.Liquidation).Steps = it.Steps;
                CheckSteps(it.Steps, Of(it.Liquidation).Pool, entry);
                account.CheckFigures(entry, it.Evidence, $"{account.Id} at version {entry.Version}");
                return true;
            case LiquidationApproved it:
                Approve(Of(it.Liquidation), it.By);
                return true;
            case LiquidationHeld it:
                Of(it.Liquidation).IsHeld = true;
                return true;
            case LiquidationAbortAsked it:
                Of(it.Liquidation).IsHeld = true;
                return true;
            case LiquidationReleased it:
                Unless(Of(it.Liquidation).IsHeld, $"{it.Liquidation} is released and was not held.");
                Of(it.Liquidation).IsHeld = false;
                return true;
            case LegRequested it:
                Request(entry, it);
                return true;
            case LegAccepted it:
                Leg(it.Request).IsTakenOn = true;
                Leg(it.Request).Deadline = entry.At + account.Policy.Liquidation.ReportWithin;
                return true;
            case LegFilled it:
                Fill(entry, it);
                return true;
            case LegEnded it:
                EndLeg(entry, it);
                return true;
            case LiquidationEnded it:
                End(it);
                return true;
            default:
                return false;
        }
    }

    private void Plan(Entry entry, LiquidationPlanned it)
    {
        Unless(UnderWayIn(it.Pool) is null, $"{it.Pool} is liquidated twice at once, at version {entry.Version}.");
        Unless(
            account.IsKnown(it.Pool) && account.StateOf(it.Pool) >= MarginState.Liquidating,
            $"{account.Id} {it.Pool} is {account.ShownOf(it.Pool)} and to be liquidated, at version {entry.Version}.");
        Unless(!IsStopped(it.Pool), $"{account.Id} {it.Pool} was stopped and is liquidated again, at version {entry.Version}.");
        CheckSteps(it.Steps, it.Pool, entry);
        account.CheckFigures(entry, it.Evidence, $"{account.Id} at version {entry.Version}");
        var id = new DecisionId(account.Id, entry.Version, 0);
        _liquidations.Add(id, new OpenLiquidation(id, it.Pool) { Steps = it.Steps });
        sometimes.Seen($"plan: {it.Outcome}");
    }

    /// <summary>No step takes more than there is, all steps together neither.</summary>
    private void CheckSteps(IReadOnlyList<PlannedStep> steps, PoolId pool, Entry entry)
    {
        foreach (var together in steps.SelectMany(step => step.Legs).GroupBy(leg => (leg.Venue, leg.Instrument)))
        {
            var held = HeldIn(pool, together.Key.Venue, together.Key.Instrument);
            var taken = together.Sum(leg => leg.Side == OrderSide.Ask ? leg.Quantity.Value : -leg.Quantity.Value);
            Unless(
                together.All(leg => leg.Quantity.Value >= 0 && (leg.Quantity.Value == 0 || (leg.Side == OrderSide.Ask == held > 0))) && Math.Abs(taken) <= Math.Abs(held),
                $"{account.Id} {pool} holds {held} {together.Key.Instrument}@{together.Key.Venue} and {taken} is planned, at version {entry.Version}.");
        }
    }

    private static void Approve(OpenLiquidation liquidation, PrincipalId? by)
    {
        if (by is { } person)
        {
            Unless(liquidation.Approvers.Add(person), $"{person} approves {liquidation.Id} twice.");
        }
        else
        {
            liquidation.IsApprovedByPolicy = true;
        }
    }

    private void Request(Entry entry, LegRequested it)
    {
        var liquidation = Of(it.Liquidation);
        var where = $"{it.Request} at version {entry.Version}";
        var needed = account.Policy.Liquidation.Approval switch { Approval.Automatic => 0, Approval.OnePerson => 1, _ => 2 };
        Unless(liquidation.IsUnderWay && !liquidation.IsHeld, $"{where} is asked of a liquidation that is held or over.");
        Unless(
            liquidation.HasSent || liquidation.IsApprovedByPolicy || (needed > 0 && liquidation.Approvers.Count >= needed),
            $"{where} is asked with {liquidation.Approvers.Count} of {needed} approvals.");
        Unless(account.IsKnown(liquidation.Pool), $"{where} is asked while the pool is unknown.");
        Unless(
            it.Request == new DecisionId(account.Id, entry.Version, it.Request.Ordinal) with { } && it.Request.Ordinal > 0 && !_legs.ContainsKey(it.Request),
            $"{where} has the id of another.");
        Unless(
            Legs.All(leg => leg.Liquidation != it.Liquidation || leg.Outcome is not null || leg.Commit == entry.Commit),
            $"{where} is asked while another of its liquidation is open.");
        Unless(
            !Legs.Any(leg => leg.Liquidation == it.Liquidation && leg.Outcome is null && leg.Venue == it.Leg.Venue && leg.Instrument == it.Leg.Instrument),
            $"{where} is asked twice.");
        Unless(it.Deadline == entry.At + account.Policy.Liquidation.ReportWithin, $"{where} is due at {it.Deadline:O}.");
        Unless(
            liquidation.Steps.Count > 0 && liquidation.Steps[0].Legs.Contains(it.Leg),
            $"{where} is not in the first step of the plan.");
        var held = HeldIn(liquidation.Pool, it.Leg.Venue, it.Leg.Instrument);
        Unless(
            it.Leg.Quantity.Value == 0 || (it.Leg.Side == OrderSide.Ask ? held : -held) >= it.Leg.Quantity.Value,
            $"{where} takes {it.Leg.Side} {it.Leg.Quantity} of {held}.");
        var leg = new Leg(it.Request, it.Liquidation, account.Id, liquidation.Pool, it.Leg.Venue, it.Leg.Instrument, it.Leg.Side, it.Leg.Quantity.Value, it.CancelOrdersFirst, entry.Commit)
        {
            Deadline = it.Deadline,
        };
        _legs.Add(it.Request, leg);
        Legs.Add(leg);
        liquidation.HasSent = true;
        sometimes.Seen("leg: requested");
    }

    private void Fill(Entry entry, LegFilled it)
    {
        var leg = Leg(it.Request);
        Unless(it.Quantity.Value > 0, $"{it.Request} fills {it.Quantity}.");
        leg.Filled += it.Quantity.Value;
        leg.IsTakenOn = true;
        leg.Deadline = entry.At + account.Policy.Liquidation.ReportWithin;
        sometimes.Seen(leg.Outcome is null ? "leg: filled" : "leg: filled late");
        if (leg.Filled > leg.Quantity)
        {
            sometimes.Seen("leg: filled beyond what was asked for");
        }
    }

    private void EndLeg(Entry entry, LegEnded it)
    {
        var leg = Leg(it.Request);
        Unless(leg.Outcome is null, $"{it.Request} ends twice.");
        Unless(it.Outcome == LegOutcome.Filled == leg.Filled >= leg.Quantity || leg.Quantity == 0 || it.Outcome is not LegOutcome.Filled, $"{it.Request} ends as {it.Outcome} with {leg.Filled} of {leg.Quantity}.");
        Unless(it.Outcome != LegOutcome.TimedOut || entry.At >= leg.Deadline, $"{it.Request} times out at {entry.At:O}, before {leg.Deadline:O}.");
        Unless(it.Outcome != LegOutcome.Withdrawn || !leg.IsTakenOn, $"{it.Request} is taken back although somebody has it.");
        leg.Outcome = it.Outcome;
        sometimes.Seen($"leg outcome: {it.Outcome}");
    }

    private void End(LiquidationEnded it)
    {
        var liquidation = Of(it.Liquidation);
        Unless(it.Outcome == LiquidationOutcome.Aborted == it.By is not null, $"{it.Liquidation} is ended as {it.Outcome} by {it.By}.");
        Unless(it.Outcome != LiquidationOutcome.NoLongerNeeded || !liquidation.HasSent, $"{it.Liquidation} was no longer needed and something was sent.");
        Unless(
            it.Outcome is LiquidationOutcome.Aborted || Legs.All(leg => leg.Liquidation != it.Liquidation || leg.Outcome is not null),
            $"{it.Liquidation} is ended as {it.Outcome} while something is asked.");
        Unless(
            it.Outcome is not (LiquidationOutcome.Resolved or LiquidationOutcome.NoLongerNeeded) || account.ShownOf(liquidation.Pool) is not MarginState.Unknown and < MarginState.Liquidating,
            $"{it.Liquidation} is ended as {it.Outcome} while the pool is {account.ShownOf(liquidation.Pool)}.");
        liquidation.IsUnderWay = false;
        if (it.Outcome == LiquidationOutcome.Aborted)
        {
            _stopped[liquidation.Pool] = account.StateOf(liquidation.Pool);
        }

        sometimes.Seen($"liquidation outcome: {it.Outcome}");
    }

    private decimal HeldIn(PoolId pool, LocationId venue, InstrumentId instrument) => account.Feeds
        .Where(feed => feed.Key.Location == venue && feed.Value.Pool == pool)
        .SelectMany(feed => feed.Value.Lines.All)
        .Select(line => line.Fact)
        .OfType<PositionFact>()
        .Where(position => position.Instrument == instrument)
        .Sum(position => position.Quantity.Value);

    private OpenLiquidation Of(DecisionId id)
    {
        Unless(_liquidations.ContainsKey(id) && _liquidations[id].IsUnderWay, $"No liquidation {id} is under way.");
        return _liquidations[id];
    }

    private Leg Leg(DecisionId id)
    {
        Unless(_legs.ContainsKey(id), $"Nothing was asked under {id}.");
        return _legs[id];
    }
}
