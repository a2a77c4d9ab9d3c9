using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks;
using static MultiVenueMargin.Accounts.Registers.RegisterDecision;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>
/// Rule books: drafts, who proposed and approved them, and which rule set was, is and will be in force. A version names one rule set
/// for ever, in one book. No book exists by itself: somebody drafts, proposes and approves, also for <see cref="AccountPolicy.DefaultRuleBook"/>.
/// </summary>
/// <remarks>
/// What was in force never changes afterwards: a rule set comes into force at its proposed date or, where the approval came later than that, with the
/// approval. (Refusing a late approval instead would send the first person back for minutes; backdating it would contradict
/// figures that were given out.) The activation with the latest date at or before a moment is in force; of two with one date the
/// one approved later. A version can be activated again: that is how one goes back.
/// </remarks>
public sealed class RuleRegister : Register
{
    private readonly SortedDictionary<RuleVersion, RuleSetDrafted> _drafts = [];
    private readonly SortedDictionary<RuleVersion, ActivationProposed> _proposals = [];

    // By date, of one date in the order of approval.
    private readonly SortedDictionary<RuleBookId, List<RuleSetActivated>> _activations = [];

    /// <summary>All drafts by version.</summary>
    public IReadOnlyCollection<RuleSetDrafted> Drafts => _drafts.Values;

    /// <summary>What waits for a second person, by version.</summary>
    public IReadOnlyCollection<ActivationProposed> Proposals => _proposals.Values;

    public RuleSet? Find(RuleVersion version) => _drafts.TryGetValue(version, out var draft) ? draft.Rules : null;

    /// <summary>The rule set of a book in force at a moment; null before its first, and where there is no such book.</summary>
    public RuleSet? FindInForce(RuleBookId book, DateTimeOffset at) =>
        ActivationsOf(book).LastOrDefault(activation => activation.From <= at) is { } current ? _drafts[current.Version].Rules : null;

    /// <summary>When, after a moment, the next approved rule set of a book comes into force; null where none is approved.</summary>
    public DateTimeOffset? NextChange(RuleBookId book, DateTimeOffset at) =>
        ActivationsOf(book).FirstOrDefault(activation => activation.From > at)?.From;

    /// <summary>All that were or will be in force, by date.</summary>
    public IReadOnlyList<RuleSetActivated> ActivationsOf(RuleBookId book) =>
        _activations.TryGetValue(book, out var activations) ? activations : [];

    public static RuleRegister ReadFrom(CanonicalReader reader) => Read(new RuleRegister(), reader);

    private protected override bool ApplyOwn(RegisterRecord record, DateTimeOffset at)
    {
        switch (record)
        {
            case RuleSetDrafted drafted:
                _drafts.Add(drafted.Rules.Version, drafted);
                return true;
            case ActivationProposed proposed:
                Drafted(proposed.Book, proposed.Version);
                _proposals.Add(proposed.Version, proposed);
                return true;
            case ActivationWithdrawn withdrawn:
                TakeProposal(withdrawn.Book, withdrawn.Version);
                return true;
            case RuleSetActivated activated:
                TakeProposal(activated.Book, activated.Version);
                Insert(activated);
                return true;
            default:
                return false;
        }
    }

    private protected override RegisterRefused? Check(RegisterCommand command) => command switch
    {
        DraftRuleSet { Book.IsDefault: true } => Malformed("Book", "A rule set belongs to a book."),
        DraftRuleSet draft => Unsound("The rule set is not sound; every finding is named.", RuleBookLint.Check(draft.Rules)),
        ProposeActivation propose => CheckNames(propose.Book, propose.Version),
        ApproveActivation approve => CheckNames(approve.Book, approve.Version),
        WithdrawActivation withdraw => CheckNames(withdraw.Book, withdraw.Version),
        _ => throw NotMine(command),
    };

    private protected override RegisterDecision Decide(RegisterCommand command, DateTimeOffset now) => command switch
    {
        DraftRuleSet draft => Draft(draft),
        ProposeActivation propose => Propose(propose, now),
        ApproveActivation approve => Approve(approve, now),
        WithdrawActivation withdraw => Withdraw(withdraw),
        _ => throw NotMine(command),
    };

    private protected override void WriteOwn(CanonicalWriter writer)
    {
        writer.Count(_drafts.Count, RegisterLimits.RuleSets);
        foreach (var draft in _drafts.Values)
        {
            ValueCodec.Write(writer, draft.Book);
            RuleCodec.Write(writer, draft.Rules);
            ValueCodec.Write(writer, draft.By);
        }

        writer.Count(_proposals.Count, RegisterLimits.RuleSets);
        foreach (var proposal in _proposals.Values)
        {
            ValueCodec.Write(writer, proposal.Book);
            ValueCodec.Write(writer, proposal.Version);
            writer.Instant(proposal.From);
            ValueCodec.Write(writer, proposal.By);
        }

        writer.Count(ActivationCount, RegisterLimits.Activations);
        foreach (var activation in _activations.Values.SelectMany(activations => activations))
        {
            ValueCodec.Write(writer, activation.Book);
            ValueCodec.Write(writer, activation.Version);
            writer.Instant(activation.From);
            ValueCodec.Write(writer, activation.ProposedBy);
            ValueCodec.Write(writer, activation.ApprovedBy);
        }
    }

    private protected override void ReadOwn(CanonicalReader reader)
    {
        for (var left = reader.Count(RegisterLimits.RuleSets); left > 0; left--)
        {
            var draft = new RuleSetDrafted(
                ValueCodec.ReadRuleBookId(reader), RuleCodec.ReadRuleSet(reader), ValueCodec.ReadPrincipalId(reader));
            _drafts.Add(draft.Rules.Version, draft);
        }

        for (var left = reader.Count(RegisterLimits.RuleSets); left > 0; left--)
        {
            var proposal = new ActivationProposed(
                ValueCodec.ReadRuleBookId(reader),
                ValueCodec.ReadRuleVersion(reader),
                reader.Instant(),
                ValueCodec.ReadPrincipalId(reader));
            _proposals.Add(proposal.Version, proposal);
        }

        for (var left = reader.Count(RegisterLimits.Activations); left > 0; left--)
        {
            Insert(new RuleSetActivated(
                ValueCodec.ReadRuleBookId(reader),
                ValueCodec.ReadRuleVersion(reader),
                reader.Instant(),
                ValueCodec.ReadPrincipalId(reader),
                ValueCodec.ReadPrincipalId(reader)));
        }
    }

    private int ActivationCount => _activations.Values.Sum(activations => activations.Count);

    private static RegisterRefused? CheckNames(RuleBookId book, RuleVersion version) =>
        book.IsDefault ? Malformed("Book", "A rule set belongs to a book.")
        : version.IsDefault ? Malformed("Version", "A rule set has a version.")
        : null;

    private RegisterDecision Draft(DraftRuleSet command)
    {
        var version = command.Rules.Version;
        return _drafts.ContainsKey(version)
            ? No(Refusal.AlreadyExists, "Rules.Version", $"{version} names another draft; a version is never used again.")
            : _drafts.Count >= RegisterLimits.RuleSets
            ? No(Refusal.LimitReached, "Rules", $"There are {RegisterLimits.RuleSets} rule sets, the most there may be.")
            : Done(version.Code, new RuleSetDrafted(command.Book, command.Rules, command.By));
    }

    private RegisterDecision Propose(ProposeActivation command, DateTimeOffset now)
    {
        if (FindDraft(command.Book, command.Version) is not { } draft)
        {
            return NoSuchDraft(command.Book, command.Version);
        }

        if (_proposals.TryGetValue(command.Version, out var proposal))
        {
            return No(Refusal.WrongState, "Version", $"{proposal.By} proposed it already; it waits for another person, or is withdrawn first.");
        }

        return command.From < now
            ? No(Refusal.WrongState, "From", $"{command.From:u} is past; what was in force is not changed afterwards.")
            : command.From < draft.Rules.EffectiveFrom
            ? No(Refusal.WrongState, "From", $"The rule set itself says that it applies from {draft.Rules.EffectiveFrom:u} on.")
            : Done(command.Version.Code, new ActivationProposed(command.Book, command.Version, command.From, command.By));
    }

    private RegisterDecision Approve(ApproveActivation command, DateTimeOffset now)
    {
        if (FindProposal(command.Book, command.Version) is not { } proposal)
        {
            return NotProposed(command.Book, command.Version);
        }

        if (proposal.By == command.By)
        {
            return No(Refusal.NeedsAnotherPerson, "By", $"{command.By} proposed it; it takes another person to approve it.");
        }

        var from = proposal.From < now ? now : proposal.From;
        return ActivationCount >= RegisterLimits.Activations
            ? No(Refusal.LimitReached, "Version", $"There are {RegisterLimits.Activations} activations, the most there may be.")
            : Done(command.Version.Code, new RuleSetActivated(command.Book, command.Version, from, proposal.By, command.By));
    }

    private RegisterDecision Withdraw(WithdrawActivation command) => FindProposal(command.Book, command.Version) is null
        ? NotProposed(command.Book, command.Version)
        : Done(command.Version.Code, new ActivationWithdrawn(command.Book, command.Version, command.By));

    private static RegisterDecision NoSuchDraft(RuleBookId book, RuleVersion version) =>
        No(Refusal.NotFound, "Version", $"{book} has no draft {version}.");

    private static RegisterDecision NotProposed(RuleBookId book, RuleVersion version) =>
        No(Refusal.NotFound, "Version", $"Nobody has proposed {version} of {book}, or it was approved or withdrawn already.");

    private RuleSetDrafted? FindDraft(RuleBookId book, RuleVersion version) =>
        _drafts.TryGetValue(version, out var draft) && draft.Book == book ? draft : null;

    private ActivationProposed? FindProposal(RuleBookId book, RuleVersion version) =>
        _proposals.TryGetValue(version, out var proposal) && proposal.Book == book ? proposal : null;

    private void Drafted(RuleBookId book, RuleVersion version)
    {
        if (FindDraft(book, version) is null)
        {
            throw new InvalidOperationException($"{book} has no draft {version}.");
        }
    }

    private void TakeProposal(RuleBookId book, RuleVersion version)
    {
        if (FindProposal(book, version) is null)
        {
            throw new InvalidOperationException($"{version} of {book} is not proposed.");
        }

        _proposals.Remove(version);
    }

    private void Insert(RuleSetActivated activation)
    {
        Drafted(activation.Book, activation.Version);
        if (!_activations.TryGetValue(activation.Book, out var activations))
        {
            _activations.Add(activation.Book, activations = []);
        }

        var after = activations.FindLastIndex(each => each.From <= activation.From);
        activations.Insert(after + 1, activation);
    }
}
