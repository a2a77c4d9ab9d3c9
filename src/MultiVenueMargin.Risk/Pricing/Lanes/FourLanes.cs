using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MultiVenueMargin.Risk.Pricing.Lanes;

/// <summary>Four doubles in one register of 256 bits.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct FourLanes(Vector256<double> value) : ILanes<FourLanes>
{
    private const int FractionBits = 52;

    private readonly Vector256<double> _value = value;

    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator FourLanes(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator +(FourLanes a, FourLanes b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator -(FourLanes a, FourLanes b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator *(FourLanes a, FourLanes b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator /(FourLanes a, FourLanes b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator -(FourLanes a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes FusedMultiplyAdd(FourLanes a, FourLanes b, FourLanes c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Abs(FourLanes a) => new(Vector256.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes SelectIfLess(FourLanes a, FourLanes b, FourLanes whenLess, FourLanes otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), whenLess._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Least(FourLanes a, FourLanes b) => Avx.IsSupported ? new(Avx.Min(a._value, b._value)) : SelectIfLess(a, b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Greatest(FourLanes a, FourLanes b) => Avx.IsSupported ? new(Avx.Max(a._value, b._value)) : SelectIfLess(b, a, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Scale(FourLanes mantissa, FourLanes shifted) => new((mantissa._value.AsInt64() + (shifted._value.AsInt64() << FractionBits)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes ExponentOf(FourLanes x) =>
        new(Vector256.ConvertToDouble((x._value.AsInt64() - Vector256.Create(KernelMath.RootHalfBits)) >> FractionBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Load(ReadOnlySpan<double> from) => new(Vector256.Create(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> to) => _value.CopyTo(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes LoadUnchecked(ref readonly double row, nuint place) => new(Vector256.LoadUnsafe(in row, place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreUnchecked(ref double row, nuint place) => _value.StoreUnsafe(ref row, place);
}
