using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MultiVenueMargin.Risk.Pricing.Lanes;

/// <summary>Eight doubles in one register of 512 bits.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct EightLanes(Vector512<double> value) : ILanes<EightLanes>
{
    private const int FractionBits = 52;

    private readonly Vector512<double> _value = value;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator EightLanes(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator +(EightLanes a, EightLanes b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator -(EightLanes a, EightLanes b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator *(EightLanes a, EightLanes b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator /(EightLanes a, EightLanes b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator -(EightLanes a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes FusedMultiplyAdd(EightLanes a, EightLanes b, EightLanes c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Abs(EightLanes a) => new(Vector512.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes SelectIfLess(EightLanes a, EightLanes b, EightLanes whenLess, EightLanes otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), whenLess._value, otherwise._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Least(EightLanes a, EightLanes b) => Avx512F.IsSupported ? new(Avx512F.Min(a._value, b._value)) : SelectIfLess(a, b, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Greatest(EightLanes a, EightLanes b) => Avx512F.IsSupported ? new(Avx512F.Max(a._value, b._value)) : SelectIfLess(b, a, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Scale(EightLanes mantissa, EightLanes shifted) => new((mantissa._value.AsInt64() + (shifted._value.AsInt64() << FractionBits)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes ExponentOf(EightLanes x) =>
        new(Vector512.ConvertToDouble((x._value.AsInt64() - Vector512.Create(KernelMath.RootHalfBits)) >> FractionBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Load(ReadOnlySpan<double> from) => new(Vector512.Create(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> to) => _value.CopyTo(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes LoadUnchecked(ref readonly double row, nuint place) => new(Vector512.LoadUnsafe(in row, place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreUnchecked(ref double row, nuint place) => _value.StoreUnsafe(ref row, place);
}
