namespace MultiVenueMargin.Contracts.Reading;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Path">From the request, spelt as in the proto: <c>book.positions[3].quantity</c>; empty for the request as a whole.</param>
/// <param name="Problem">What is wrong with it, reading on from the path: <c>is "NaN", which is not a plain decimal number</c>.</param>
public sealed record FieldProblem(string Path, string Problem)
{
    public override string ToString() => Path.Length == 0 ? Problem : $"{Path} {Problem}";
}
