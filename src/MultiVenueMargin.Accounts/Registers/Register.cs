using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Requests;
using static MultiVenueMargin.Accounts.Registers.RegisterDecision;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>
/// What the platform knows beside its accounts: rules, instruments, institutions, the fund. Like an account a register is what its
/// records make of it, has one owner at a time, is not safe to share, and knows no clock, disk or network. One whose records did not become
/// durable is thrown away and read again.
/// </summary>
/// <remarks>
/// The family is closed: what is common to its members is how a command is taken. The first that holds is told: malformed, the request
/// id used with another body, then what the register itself says. The same id with the same body gets the same answer and changes nothing.
/// </remarks>
public abstract class Register
{
    private const int StateVersion = 1;

    // What is created is named by an identifier, at most an account or a deficit.
    private const int LongestCreated = 256;

    private readonly RequestMemory _requests = new();

    private protected Register()
    {
    }

    /// <summary>How many records it has.</summary>
    public long Version { get; private set; }

    /// <summary>Takes a record over. One that does not fit here is a bug or an altered journal, and throws.</summary>
    /// <param name="record">What happened.</param>
    /// <param name="at">When it was recorded.</param>
    public void Apply(RegisterRecord record, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record is RegisterAnswered answered)
        {
            _requests.Restore(new RememberedRequest(answered.Request, answered.BodyHash, answered.Created, Version + 1));
        }
        else if (!ApplyOwn(record, at))
        {
            throw new InvalidOperationException($"{GetType().Name} at version {Version} knows no {record.GetType().Name}.");
        }

        Version++;
    }

    /// <summary>Decides on a command and applies what it decides. Whatever is refused changes nothing.</summary>
    public RegisterTurn Take(RegisterCommand command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (CheckWho(command) is { } unnamed)
        {
            return new RegisterTurn([], unnamed);
        }

        if (Check(command) is { } malformed)
        {
            return new RegisterTurn([], malformed);
        }

        var hash = CommandCodec.HashOf(command);
        if (_requests.Find(command.Request) is { } before)
        {
            return new RegisterTurn([], before.BodyHash.Span.SequenceEqual(hash)
                ? new RegisterDone(before.Version, before.Created)
                : Refuse(Refusal.RequestReused, "Request", $"{command.Request} was the id of another request."));
        }

        var decision = Decide(command, now);
        if (decision.Refused is { } refused)
        {
            return new RegisterTurn([], refused);
        }

        RegisterRecord[] records = [.. decision.Records, new RegisterAnswered(command.Request, hash, decision.Created)];
        foreach (var record in records)
        {
            Apply(record, now);
        }

        return new RegisterTurn(records, new RegisterDone(Version, decision.Created));
    }

    /// <summary>Writes the state; equal states write equal bytes.</summary>
    public void WriteTo(CanonicalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Version(StateVersion);
        writer.Int64(Version);
        writer.Count(_requests.Count, Limits.RememberedRequests);
        foreach (var request in _requests.InOrder)
        {
            ValueCodec.Write(writer, request.Request);
            writer.Int64(request.Version);
            writer.FixedBytes(request.BodyHash.Span);
            writer.String(request.Created, LongestCreated);
        }

        WriteOwn(writer);
    }

    private protected static T Read<T>(T empty, CanonicalReader reader)
        where T : Register
    {
        reader.Version(typeof(T).Name, StateVersion);
        empty.Version = reader.Int64();
        for (var left = reader.Count(Limits.RememberedRequests); left > 0; left--)
        {
            var (request, version) = (ValueCodec.ReadRequestId(reader), reader.Int64());
            var bodyHash = reader.FixedBytes(CommandCodec.HashBytes).ToArray();
            empty._requests.Restore(new RememberedRequest(request, bodyHash, reader.String(LongestCreated), version));
        }

        empty.ReadOwn(reader);
        return empty;
    }

    /// <summary>False when the record is not one of this register's.</summary>
    private protected abstract bool ApplyOwn(RegisterRecord record, DateTimeOffset at);

    /// <summary>What is wrong with the command itself, whatever the state. A command of another register throws.</summary>
    private protected abstract RegisterRefused? Check(RegisterCommand command);

    /// <summary>What follows from a sound command in the present state. Changes nothing.</summary>
    private protected abstract RegisterDecision Decide(RegisterCommand command, DateTimeOffset now);

    private protected abstract void WriteOwn(CanonicalWriter writer);

    private protected abstract void ReadOwn(CanonicalReader reader);

    private protected ArgumentException NotMine(RegisterCommand command) =>
        new($"{GetType().Name} takes no {command.GetType().Name}.", nameof(command));

    private static RegisterRefused? CheckWho(RegisterCommand command) =>
        command.Request.IsDefault ? Malformed("Request", "A request has an id, made by the client.")
        : command.By.IsDefault ? Malformed("By", "A request says who wants it.")
        : null;
}
