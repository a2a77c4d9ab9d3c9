using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Actors;

/// <summary>
/// Everybody who sends commands, and what each was told. The same request with the same body gets the same answer, with another it is refused;
/// what is answered as done is in the journal once, what is refused is not.
/// </summary>
internal sealed class Clients(Trace trace, Sometimes sometimes, Action onAnswer)
{
    private readonly List<Sent> _sent = [];
    private readonly Dictionary<RequestId, (AccountCommand Command, CommandDone Answer)> _done = [];
    private int _requests;

    public RequestId NextRequest() => new($"request-{++_requests}");

    /// <summary>Commands that were sent, the last one last.</summary>
    public AccountCommand? Earlier(Random random) => _sent.Count == 0 ? null : _sent[random.Next(_sent.Count)].Command;

    public void Send(LiveNode node, AccountCommand command)
    {
        var ask = new Ask<AccountAnswer>(onAnswer);
        _sent.Add(new Sent(command, ask, _done.TryGetValue(command.Request, out var before) ? before : null));
        trace.Add($"send {command.GetType().Name} {command.Request} of {command.Account} by {command.By}");
        node.Send(command, ask);
    }

    /// <summary>Judges the answers that came.</summary>
    public void Conclude()
    {
        foreach (var sent in _sent)
        {
            if (sent.Ask.IsGiven && !sent.IsJudged)
            {
                sent.IsJudged = true;
                Judge(sent);
            }
        }
    }

    /// <summary>With nothing under way: what was done is in the journal.</summary>
    public void Compare(Func<AccountId, RequestId, bool> isCarriedOut)
    {
        foreach (var (request, (command, _)) in _done)
        {
            Unless(
                command is ClaimVenueAccount or ReleaseVenueAccount || isCarriedOut(command.Account, request),
                $"{command.GetType().Name} {request} was answered as done and is not in the journal of {command.Account}.");
        }

        foreach (var refused in _sent.Where(each => each.Ask.Value is CommandRefused { Reason: not Refusal.RequestReused } && !_done.ContainsKey(each.Command.Request)))
        {
            var others = _sent.Where(each => each.Command.Request == refused.Command.Request).ToList();
            Unless(
                others.Exists(each => each.Ask.Value is not CommandRefused) || !isCarriedOut(refused.Command.Account, refused.Command.Request),
                $"{refused.Command.Request} was refused and is in the journal.");
        }
    }

    private void Judge(Sent sent)
    {
        var command = sent.Command;
        switch (sent.Ask.Value)
        {
            case CommandDone done:
                trace.Add($"done {command.Request}: {done.Version} {done.Created}");
                if (sent.Before is { } before)
                {
                    Unless(
                        before.Command == command && (done == before.Answer || command is ClaimVenueAccount),
                        $"{command.Request} was answered {before.Answer} and is answered {done}.");
                    sometimes.Seen("command: repeated");
                }

                _done.TryAdd(command.Request, (command, done));
                sometimes.Seen($"command done: {command.GetType().Name}");
                break;
            case CommandRefused refused:
                trace.Add($"refused {command.Request}: {refused.Reason} {refused.Field}");
                if (sent.Before is { } earlier && command is not ClaimVenueAccount)
                {
                    Unless(
                        earlier.Command != command && refused.Reason is Refusal.RequestReused or Refusal.Malformed,
                        $"{command.Request} was answered {earlier.Answer} and is refused: {refused}.");
                }

                Unless(!refused.Message.Contains("could not be worked on", StringComparison.Ordinal), $"{command}: {refused.Message}");
                sometimes.Seen($"command refused: {refused.Reason}");
                break;
            default:
                trace.Add($"no answer to {command.Request}: {sent.Ask.Refused}");
                Unless(sent.Ask.Refused is Refusal.Busy or Refusal.NotDurable or Refusal.NoSuchAccount, $"{command} is not answered: {sent.Ask.Refused} {sent.Ask.Message}");
                sometimes.Seen($"command not answered: {sent.Ask.Refused}");
                break;
        }
    }

    private sealed record Sent(AccountCommand Command, Ask<AccountAnswer> Ask, (AccountCommand Command, CommandDone Answer)? Before)
    {
        public bool IsJudged { get; set; }
    }
}
