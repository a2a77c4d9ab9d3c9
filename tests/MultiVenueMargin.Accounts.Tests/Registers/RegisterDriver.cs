using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Tests.Registers;

/// <summary>
/// A register under test. After every command it sees that a refusal changed nothing, that the records read one by one give the same state,
/// byte for byte, and that the state survives being written and read.
/// </summary>
internal sealed class RegisterDriver<T>
    where T : Register, new()
{
    private readonly List<(RegisterRecord Record, DateTimeOffset At)> _history = [];
    private readonly ReadItem<T> _read;
    private int _requests;

    public RegisterDriver(ReadItem<T> read) => _read = read;

    public T Register { get; private set; } = new();

    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public IEnumerable<RegisterRecord> History => _history.Select(entry => entry.Record);

    public RequestId NextRequest() => new($"request-{++_requests}");

    public RegisterTurn Take(RegisterCommand command)
    {
        var before = Bytes(Register);
        var turn = Register.Take(command, Now);
        _history.AddRange(turn.Records.Select(record => (record, Now)));
        if (turn.Answer is RegisterRefused refused)
        {
            Assert.NotEqual(Refusal.Unspecified, refused.Reason);
            Assert.NotEmpty(refused.Message);
            Assert.Empty(turn.Records);
            Assert.Equal(before, Bytes(Register));
        }

        Assert.Equal(_history.Count, Register.Version);
        Assert.Equal(Bytes(Register), Bytes(Replayed()));
        Assert.Equal(Bytes(Register), Bytes(ReadBack()));
        return turn;
    }

    public RegisterDone Does(RegisterCommand command) => Assert.IsType<RegisterDone>(Take(command).Answer);

    public RegisterRefused Refuses(RegisterCommand command, Refusal reason, string field)
    {
        var refused = Assert.IsType<RegisterRefused>(Take(command).Answer);
        Assert.Equal((reason, field), (refused.Reason, refused.Field));
        return refused;
    }

    /// <summary>Goes on with what a restart would read.</summary>
    public void Restart() => Register = ReadBack();

    public byte[] Bytes() => Bytes(Register);

    private static byte[] Bytes(T register)
    {
        var writer = new CanonicalWriter();
        register.WriteTo(writer);
        return writer.ToArray();
    }

    private T Replayed()
    {
        var replayed = new T();
        foreach (var (record, at) in _history)
        {
            replayed.Apply(record, at);
        }

        return replayed;
    }

    private T ReadBack()
    {
        var at = 0;
        var reader = new CanonicalReader(Bytes(Register), ref at);
        var read = _read(reader);
        reader.End();
        return read;
    }
}
