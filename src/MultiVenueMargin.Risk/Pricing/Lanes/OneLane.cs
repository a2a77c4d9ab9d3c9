using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MultiVenueMargin.Risk.Pricing.Lanes;

/// <summary>One double: what every machine can do, and what the wider ones are held against.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct OneLane(double value) : ILanes<OneLane>
{
    private const int FractionBits = 52;

    public static int Width => 1;

    public double Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get;
    } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator OneLane(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator +(OneLane a, OneLane b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator -(OneLane a, OneLane b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator *(OneLane a, OneLane b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator /(OneLane a, OneLane b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator -(OneLane a) => new(-a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane FusedMultiplyAdd(OneLane a, OneLane b, OneLane c) => new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Abs(OneLane a) => new(Math.Abs(a.Value));

    // A compare and a blend, not a jump to be mispredicted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane SelectIfLess(OneLane a, OneLane b, OneLane whenLess, OneLane otherwise) => new(Vector128.ConditionalSelect(
        Vector128.LessThan(Vector128.CreateScalarUnsafe(a.Value), Vector128.CreateScalarUnsafe(b.Value)),
        Vector128.CreateScalarUnsafe(whenLess.Value),
        Vector128.CreateScalarUnsafe(otherwise.Value)).ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Least(OneLane a, OneLane b) => SelectIfLess(a, b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Greatest(OneLane a, OneLane b) => SelectIfLess(b, a, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Scale(OneLane mantissa, OneLane shifted) => new(BitConverter.Int64BitsToDouble(unchecked(
        BitConverter.DoubleToInt64Bits(mantissa.Value) + (BitConverter.DoubleToInt64Bits(shifted.Value) << FractionBits))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane ExponentOf(OneLane x) => new(unchecked(BitConverter.DoubleToInt64Bits(x.Value) - KernelMath.RootHalfBits) >> FractionBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Load(ReadOnlySpan<double> from) => new(from[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> to) => to[0] = Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane LoadUnchecked(ref readonly double row, nuint place) => new(Unsafe.Add(ref Unsafe.AsRef(in row), place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreUnchecked(ref double row, nuint place) => Unsafe.Add(ref row, place) = Value;
}
