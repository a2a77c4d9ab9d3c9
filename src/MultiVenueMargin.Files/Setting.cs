namespace MultiVenueMargin.Files;

/// <summary>
/// One thing that somebody who runs a program may set: its name in a settings file, what it is for, what it may be, and where it stands in the
/// options <typeparamref name="T"/>, which are immutable.
/// </summary>
public sealed class Setting<T>
    where T : class
{
    private readonly Func<T, string> _write;
    private readonly Func<string, (Func<T, T>? Change, string? Found)> _read;

    /// <param name="name">Snake case; what stands before a point is the object of the file that holds it: <c>door.listen</c>.</param>
    /// <param name="meaning">For people, without a full stop.</param>
    /// <param name="allowed">What it may be, reading on from "Write ".</param>
    /// <param name="isNumber">Whether files have it as a bare number.</param>
    /// <param name="write">Its value as text.</param>
    /// <param name="read">How a text changes the options; no change where it is not allowed, and then what is wrong with it, unless the text says it all.</param>
    internal Setting(
        string name, string meaning, string allowed, bool isNumber, Func<T, string> write, Func<string, (Func<T, T>? Change, string? Found)> read)
    {
        (Name, Meaning, Allowed, IsNumber) = (name, meaning, allowed, isNumber);
        (_write, _read) = (write, read);
    }

    public string Name { get; }

    public string Meaning { get; }

    public string Allowed { get; }

    public bool IsNumber { get; }

    internal string Group => Name.Contains('.', StringComparison.Ordinal) ? Name[..Name.IndexOf('.', StringComparison.Ordinal)] : string.Empty;

    internal string Member => Name[(Name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Its value in these options, as a file has it.</summary>
    public string Write(T options) => _write(options);

    /// <summary>The options with what is written; absent where that is not allowed, and then the problem says why and what is.</summary>
    public T? Read(T options, string text, out FileProblem? problem)
    {
        var (change, found) = _read(text);
        problem = change is null ? new FileProblem(Name, found ?? $"{JsonPath.Quoted(text)} is not allowed here", $"Write {Allowed}") : null;
        return change?.Invoke(options);
    }

    /// <summary>The same of options that have these as a part.</summary>
    public Setting<TWhole> In<TWhole>(Func<TWhole, T> part, Func<TWhole, T, TWhole> with)
        where TWhole : class => new(
            Name,
            Meaning,
            Allowed,
            IsNumber,
            whole => _write(part(whole)),
            text => _read(text) is var (change, found) && change is not null ? (whole => with(whole, change(part(whole))), null) : (null, found));
}
