using Neuro.Ir;

namespace Neuro.Conformance.Tests.Continual;

/// <summary>
/// The micro-programs of <see cref="HlopNetwork"/>. Fraction bits: inputs and activities 6, weights 12 (their latent values 20),
/// logits 8, residuals 10, errors 12.
/// </summary>
internal static class HlopPrograms
{
    /// <summary>A rectified sum of weighted inputs.</summary>
    public static MicroProgram Hidden { get; } = Parse("""
        neuron hidden {
          acc x : i32
          state h : u10
          a = shr x, 12, nearest
          b = max a, 0
          c = min b, 1023
          store h, c
          emit c
        }
        """);

    /// <summary>A logit, base 2.</summary>
    public static MicroProgram Readout { get; } = Parse("""
        neuron readout {
          acc h : i64
          state z : s20
          a = shr h, 10, nearest
          b = sat a, 20
          store z, b
          emit b
        }
        """);

    /// <summary>The label less the softmax of the logits.</summary>
    public static MicroProgram Error { get; } = Parse("""
        neuron error {
          acc y : i32
          acc p : i32
          state d : s14
          a = sub y, p
          b = sat a, 14
          store d, b
          emit b
        }
        """);

    /// <summary>The error that comes back to a hidden neuron, where it is active.</summary>
    public static MicroProgram Back { get; } = Parse("""
        neuron back {
          acc e : i64
          acc h : i32
          state delta : s20
          a = shr e, 12, nearest
          b = sat a, 20
          g = gt h, 0
          c = select g, b, 0
          store delta, c
        }
        """);

    /// <summary>What a subspace has left of an activity that comes with 10 fraction bits.</summary>
    public static MicroProgram Residual { get; } = Parse("""
        neuron residual {
          acc x : i32
          acc p : i64
          state r : s16
          a = shr p, 8, nearest
          b = sub x, a
          c = sat b, 16
          store r, c
          emit c
        }
        """);

    /// <summary>The component along a row of a subspace; s has 10 fraction bits, the event 6.</summary>
    /// <param name="name">The micro-program's name.</param>
    /// <param name="inputBits">Fraction bits of what comes in.</param>
    public static MicroProgram Component(string name, int inputBits) => Parse($$"""
        neuron {{name}} {
          acc r : i64
          state s : s17
          a = shr r, {{inputBits + 2}}, nearest
          b = sat a, 17
          store s, b
          c = shr b, 4, nearest
          d = sat c, 12
          emit d
        }
        """);

    /// <summary>
    /// A product of two factors added to a latent weight with 20 fraction bits: error-modulated delta (residual × error) or Oja's
    /// subspace rule (component × what all components leave).
    /// </summary>
    /// <param name="name">The rule's name.</param>
    /// <param name="shift">Right shift of the product.</param>
    /// <param name="bits">Bits of the weight, which has 12 fraction bits.</param>
    public static MicroProgram Product(string name, int shift, int bits)
    {
        int limit = ((1 << (bits - 1)) - 1) << 8;
        return Parse($$"""
            neuron {{name}} {
              param a, b
              state w : s{{bits}}
              state latent : s{{bits + 8}}
              change = mulshift a, b, {{shift}}, nearest
              room = sat change, 30
              sum  = add latent, room
              low  = max sum, {{-limit}}
              next = min low, {{limit}}
              code = shr next, 8, nearest
              store latent, next
              store w, code
            }
            """);
    }

    private static MicroProgram Parse(string text) => MicroProgramText.Parse(text, "hlop");
}
