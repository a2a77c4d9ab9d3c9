using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Registers;

/// <summary>
/// Claims a venue account for an account, or gives it up, in three steps: the account says whether it could be, the register decides and
/// remembers the request, and when that is durable the account takes it over and answers. After a crash in between the register's word is
/// told to the account by <see cref="RegisterDesk"/>, and the same request goes the same way again.
/// </summary>
internal sealed class ClaimSaga : IReply<AccountAnswer>, IReply<RegisterAnswer>
{
    private readonly AccountCommand _command;
    private readonly VenueAccountId _venueAccount;
    private readonly bool _isClaim;
    private readonly IReply<AccountAnswer> _reply;
    private readonly RegisterDesk _registers;
    private readonly Action<AccountRequest> _post;
    private CommandRefused? _itIsSo;

    private ClaimSaga(AccountCommand command, VenueAccountId venueAccount, IReply<AccountAnswer> reply, RegisterDesk registers, Action<AccountRequest> post)
    {
        (_command, _venueAccount, _reply, _registers, _post) = (command, venueAccount, reply, registers, post);
        _isClaim = command is ClaimVenueAccount;
    }

    public static void Begin(ClaimVenueAccount claim, IReply<AccountAnswer> reply, RegisterDesk registers, Action<AccountRequest> post) =>
        new ClaimSaga(claim, claim.Feed, reply, registers, post).Begin();

    public static void Begin(ReleaseVenueAccount release, IReply<AccountAnswer> reply, RegisterDesk registers, Action<AccountRequest> post) =>
        new ClaimSaga(release, release.Feed, reply, registers, post).Begin();

    /// <summary>The account's word on whether it could be. That it is so already may be this very request's doing: the register remembers.</summary>
    public void Give(AccountAnswer answer)
    {
        _itIsSo = answer as CommandRefused;
        if (_itIsSo is null || _itIsSo.Reason == (_isClaim ? Refusal.AlreadyExists : Refusal.NotFound))
        {
            _registers.Inbox.Post(new RegisterRequest(Second, this));
        }
        else
        {
            _reply.Give(answer);
        }
    }

    /// <summary>The register's word, when it is durable. What counts is how it stands now: an old request may have been overtaken.</summary>
    public void Give(RegisterAnswer answer)
    {
        var isClaimed = _registers.IsClaimed(_venueAccount, _command.Account);
        var isDone = answer is RegisterDone || (_isClaim && _itIsSo is null && answer is RegisterRefused { Reason: Refusal.AlreadyExists });
        if (isDone && isClaimed == _isClaim)
        {
            _post(new TurnRequest(_command.Account, Third, _reply));
        }
        else if (isDone)
        {
            _reply.Give(new CommandRefused(
                Refusal.WrongState, string.Empty, "This request was carried out before and has been undone since; use another request id."));
        }
        else if (_itIsSo is not null)
        {
            _reply.Give(_itIsSo);
        }
        else if (answer is RegisterRefused refused)
        {
            _reply.Give(new CommandRefused(refused.Reason, refused.Field, refused.Message));
        }
    }

    public void Refuse(Refusal reason, string message) => _reply.Refuse(reason, message);

    private RegisterCommand Second => _command is ClaimVenueAccount claim
        ? new ClaimFor(_venueAccount, claim.Account, claim.Pool) { Request = SagaRequest.Of(claim, "claim"), By = claim.By }
        : new ReleaseFor(_venueAccount, _command.Account) { Request = SagaRequest.Of(_command, "release"), By = _command.By };

    private AccountInput Third =>
        _command is ClaimVenueAccount claim ? new ClaimInput(_venueAccount, claim.Pool) : new ReleaseInput(_venueAccount);

    private void Begin() => _post(new TurnRequest(_command.Account, new CommandInput(_command), this));
}
