namespace MultiVenueMargin.Golden.Vectors;

/// <summary>
/// A shape that vectors come in: which rules of whom, and which inputs. What has the same shape is mapped by the same code, seen
/// before or not.
/// </summary>
public sealed record VectorShape
{
    /// <summary>The peer or system as the files spell it; rules that several names stand for list them all.</summary>
    public required IReadOnlyList<string> Systems { get; init; }

    /// <summary>The family where the files state one; absent for files of venues.</summary>
    public string? Family { get; init; }

    /// <summary>Inputs that must be there.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Inputs that may be there too.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>Runs our rules on the inputs; absent for a shape that cannot be supported, for the <see cref="Reason"/>.</summary>
    public Func<GoldenVector, VectorAnswer>? Answer { get; init; }

    /// <summary>Why there is no answer, in words that somebody of the field would accept.</summary>
    public string Reason { get; init; } = string.Empty;

    public bool Fits(string system, string? family, IReadOnlyCollection<string> inputs) =>
        Systems.Contains(system, StringComparer.Ordinal)
        && family == Family
        && Inputs.All(inputs.Contains)
        && inputs.All(input => Inputs.Contains(input, StringComparer.Ordinal) || Optional.Contains(input, StringComparer.Ordinal));
}
