using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Registers;

/// <summary>
/// Runs the registers, on the loop that owns the journal. Where a register and an account must agree (a claim, a draw on the fund) the
/// register is first, and the account is told when that is durable; what an account did not take is told again.
/// </summary>
internal sealed class RegisterDesk
{
    private readonly LiveOptions _options;
    private readonly Mailbox<CommitOutcome> _outcomes;
    private readonly Dictionary<StreamId, IRegisterKeeper> _keepers;
    private readonly Action<AccountRequest> _post;
    private readonly SortedSet<(AccountId Account, VenueAccountId VenueAccount)> _untold = [];
    private readonly Mailbox<(AccountId Account, VenueAccountId VenueAccount)> _told;
    private DateTimeOffset _tellAgainAt = DateTimeOffset.MinValue;

    /// <param name="post">Hands something to the shard of its account.</param>
    public RegisterDesk(CoreParts parts, RequestInbox<RegisterRequest> inbox, Action<AccountRequest> post)
    {
        (_options, _outcomes, _post, Inbox) = (parts.Options, parts.Outcomes, post, inbox);
        _told = new Mailbox<(AccountId, VenueAccountId)>(parts.Bell);
        Rules = new(parts, RegisterNames.Rules, static () => new RuleRegister(), Reading(RuleRegister.ReadFrom));
        Institutions = new(parts, RegisterNames.Institutions, static () => new InstitutionRegister(), Reading(InstitutionRegister.ReadFrom));
        Fund = new(parts, RegisterNames.Fund, static () => new FundRegister(), Reading(FundRegister.ReadFrom));
        Instruments = new(parts, RegisterNames.Instruments, static () => new InstrumentRegister(), Reading(InstrumentRegister.ReadFrom));
        _keepers = new IRegisterKeeper[] { Rules, Institutions, Fund, Instruments }.ToDictionary(keeper => keeper.Stream);
    }

    public RequestInbox<RegisterRequest> Inbox { get; }

    public RegisterKeeper<RuleRegister> Rules { get; }

    public RegisterKeeper<InstitutionRegister> Institutions { get; }

    public RegisterKeeper<FundRegister> Fund { get; }

    public RegisterKeeper<InstrumentRegister> Instruments { get; }

    public bool IsReady => _keepers.Values.All(keeper => keeper.IsReady);

    public bool IsIdle => Inbox.Count == 0 && _outcomes.Count == 0 && _keepers.Values.All(keeper => keeper.IsIdle);

    /// <summary>Whether every register can take more before some of what it decided is durable.</summary>
    public bool HasRoom => _keepers.Values.All(keeper => keeper.HasRoom);

    /// <summary>Which register cannot be read, and why; null when all can.</summary>
    public string? Problem =>
        _keepers.Values.Where(keeper => keeper.Problem is not null).Select(keeper => $"{keeper.Stream}: {keeper.Problem}").FirstOrDefault();

    /// <summary>What cannot be read however often it is tried; null when there is nothing such.</summary>
    public StreamUnreadableException? Unreadable => _keepers.Values.Select(keeper => keeper.Unreadable).FirstOrDefault(each => each is not null);

    public bool RunOnce(DateTimeOffset now)
    {
        var outcomes = _outcomes.TakeAll();
        foreach (var outcome in outcomes)
        {
            _keepers[outcome.Stream].Take(outcome);
        }

        var moved = outcomes.Count > 0;
        foreach (var keeper in _keepers.Values)
        {
            moved |= keeper.Advance(now);
        }

        // What storage is too slow for waits in the inbox: it has bounds, and the way to the journal asks those who decide for theirs.
        while (HasRoom && Inbox.TryTake(out var request))
        {
            Take(request!, now);
            moved = true;
        }

        if (now >= _tellAgainAt)
        {
            _tellAgainAt = now + _options.CompareEvery;
            TellUntold();
        }

        foreach (var keeper in _keepers.Values)
        {
            keeper.WriteSnapshot(evenIfSmall: false);
        }

        return moved;
    }

    public void WriteSnapshots()
    {
        foreach (var keeper in _keepers.Values)
        {
            keeper.WriteSnapshot(evenIfSmall: true);
        }
    }

    /// <summary>Whether a venue account belongs to an account, as far as the register has decided; in which pool it lies is the account's affair.</summary>
    public bool IsClaimed(VenueAccountId venueAccount, AccountId account) =>
        Institutions.State?.FindClaim(venueAccount)?.Account == account;

    /// <summary>An account has been read at the start: what the register says and the account does not, or the other way round, is told to it.</summary>
    public void Compare(AccountId account, IReadOnlySet<VenueAccountId> feeds)
    {
        var claims = Institutions.State!.ClaimsOf(account).Select(claim => claim.VenueAccount).ToHashSet();
        claims.SymmetricExceptWith(feeds);
        foreach (var venueAccount in claims)
        {
            Owe(account, venueAccount);
        }

        _tellAgainAt = DateTimeOffset.MinValue;
    }

    private void Take(RegisterRequest request, DateTimeOffset now)
    {
        switch (request.Command)
        {
            case DraftRuleSet or ProposeActivation or ApproveActivation or WithdrawActivation:
                Rules.Take(request.Command, now, request.Reply, afterwards: null);
                break;
            case ListInstruments:
                Instruments.Take(request.Command, now, request.Reply, afterwards: null);
                break;
            case ReserveDraw reserve:
                Fund.Take(reserve, now, request.Reply, () => TellFund(reserve.Deficit));
                break;
            case ConfirmDraw confirm:
                Fund.Take(confirm, now, request.Reply, () => TellFund(confirm.Deficit));
                break;
            case ContributeToFund:
                Fund.Take(request.Command, now, request.Reply, afterwards: null);
                break;
            default:
                Institutions.Take(request.Command, now, request.Reply, AfterwardsOf(request.Command));
                break;
        }
    }

    private Action? AfterwardsOf(RegisterCommand command) => command switch
    {
        ClaimFor claim => () => Owe(claim.Account, claim.VenueAccount),
        ReleaseFor release => () => Owe(release.Account, release.VenueAccount),
        _ => null,
    };

    /// <summary>The answer to the account is read from the register: it is the same however often it was asked.</summary>
    private void TellFund(DecisionId deficit)
    {
        if (Fund.State?.Find(deficit) is { } draw)
        {
            var input = new FundInput(deficit, draw.Granted, draw.IsConfirmed, draw.Allocated);
            _post(new TurnRequest(deficit.Account, input, IgnoredReply<AccountAnswer>.Instance));
        }
    }

    /// <summary>
    /// What the register says of a venue account is to be told to an account, unless it hears of it in time from whoever asked for it. Which
    /// of the two inputs it is follows from the register when it is told.
    /// </summary>
    private void Owe(AccountId account, VenueAccountId venueAccount) => _untold.Add((account, venueAccount));

    private void TellUntold()
    {
        foreach (var told in _told.TakeAll())
        {
            _untold.Remove(told);
        }

        if (Institutions.State is { } register)
        {
            foreach (var (account, venueAccount) in _untold)
            {
                AccountInput input = register.FindClaim(venueAccount) is { } claim && claim.Account == account
                    ? new ClaimInput(venueAccount, claim.Pool)
                    : new ReleaseInput(venueAccount);
                _post(new TurnRequest(account, input, new ToldReply((account, venueAccount), _told)));
            }
        }
    }

    private static Func<ReadOnlyMemory<byte>, TRegister> Reading<TRegister>(ReadRegister<TRegister> read) => state =>
    {
        var at = 0;
        var reader = new CanonicalReader(state.Span, ref at);
        var register = read(reader);
        reader.End();
        return register;
    };

    private delegate TRegister ReadRegister<TRegister>(CanonicalReader reader);
}
