namespace MultiVenueMargin.Contracts.Reading;

/// <summary>What came of reading a message: what it says, or everything that is wrong with it.</summary>
public readonly record struct Read<T>
{
    private readonly T? _value;
    private readonly IReadOnlyList<FieldProblem>? _problems;

    private Read(T? value, IReadOnlyList<FieldProblem>? problems, int count) => (_value, _problems, ProblemCount) = (value, problems, count);

    /// <summary>Whether the message could be read.</summary>
    public bool IsSound => ProblemCount == 0 && _problems is not null;

    /// <summary>What the message says. Throws where it could not be read: nobody goes on with half of it.</summary>
    public T Value => IsSound ? _value! : throw new InvalidOperationException("What could not be read has no value.");

    /// <summary>The first problems, at most <see cref="WireReader.MostKept"/>; empty when it is sound.</summary>
    public IReadOnlyList<FieldProblem> Problems => _problems ?? [];

    /// <summary>How many there are, kept or not.</summary>
    public int ProblemCount { get; }

    /// <summary>Of what was read without a reader that could complain.</summary>
    internal static Read<T> Sound(T value) => new(value, [], 0);

    internal static Read<T> Of(T value, WireReader reader) =>
        new(reader.Count == 0 ? value : default, [.. reader.Problems], reader.Count);
}
