namespace MultiVenueMargin.Golden.Vectors;

/// <summary>
/// One vector of a file of a peer's or venue's numbers, as its mapper sees it. Its id is kept for messages only: a mapper is
/// chosen by system, family and the names of the inputs, and sees nothing else.
/// </summary>
public sealed class GoldenVector
{
    private readonly InputObject _sets;

    public GoldenVector(string system, string? family, InputObject inputs, InputValue expected, InputObject sets)
    {
        System = system;
        Family = family;
        Inputs = inputs;
        Expected = expected;
        _sets = sets;
    }

    /// <summary>The peer, or the venue's or clearing house's rules.</summary>
    public string System { get; }

    /// <summary>What kind of rule it is about; files of venues state none.</summary>
    public string? Family { get; }

    public InputObject Inputs { get; }

    /// <summary>For a mapper that answers only what is asked. Never read a number from it.</summary>
    public InputValue Expected { get; }

    /// <summary>What the vector says it is about, in words; for what its inputs leave out, such as the kind of underlying. Empty where it says nothing.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The shared parameter set that an input such as <c>params_ref</c> names.</summary>
    public InputValue SetOf(string input) => _sets.Get(Inputs.Get(input).Text());
}
