(* Euclase in Coq: what exported proofs about real numbers rest on.

   An exported proof consists of lines. The claim of a line is a clause: comparisons of expressions, one of which
   holds for the values [env] of the variables. Expressions are data, so that identities between polynomials are decided by
   computation ([same]); they evaluate to terms of the Reals, so that a claim is, by conversion, the statement that
   one reads. Each rule of Euclase's kernel is a theorem here: what the rule cites holds, a computation says [true], so the claim holds.

   Nothing is assumed beyond the Reals of Coq's standard library. *)

From Coq Require Import Reals Lra Lia List ZArith QArith Qreals Ring_theory Ring_polynom BinList Bool.
Import ListNotations.
Open Scope R_scope.

(* == expressions == *)

(** Polynomials in variables, as they are written. *)
Inductive expr : Set :=
| Var (i : positive)
| Const (z : Z)
| Add (a b : expr)
| Sub (a b : expr)
| Mul (a b : expr)
| Opp (a : expr)
| Pow (a : expr) (n : nat)
| Over (a : expr) (p : positive).

Declare Scope expr_scope.
Delimit Scope expr_scope with expr.
Bind Scope expr_scope with expr.
Definition expr_of_Z (z : Z) : expr := Const z.
Definition Z_of_expr (e : expr) : option Z := match e with Const z => Some z | _ => None end.
Number Notation expr expr_of_Z Z_of_expr : expr_scope.
Infix "+" := Add : expr_scope.
Infix "-" := Sub : expr_scope.
Infix "*" := Mul : expr_scope.
Infix "/" := Over : expr_scope.
Notation "- a" := (Opp a) : expr_scope.
Notation "a ^ n" := (Pow a n%nat) : expr_scope.

Definition var (env : list R) (i : positive) : R := nth 0 i env.

Fixpoint eval (env : list R) (e : expr) : R :=
  match e with
  | Var i => var env i
  | Const z => IZR z
  | Add a b => eval env a + eval env b
  | Sub a b => eval env a - eval env b
  | Mul a b => eval env a * eval env b
  | Opp a => - eval env a
  | Pow a n => eval env a ^ n
  | Over a p => eval env a / IZR (Zpos p)
  end.

(** Coefficients are fractions; whole ones need no gcd. *)
Definition whole (x y : Q) : bool := Pos.eqb (Qden x) 1 && Pos.eqb (Qden y) 1.
Definition qadd x y := if whole x y then (Qnum x + Qnum y # 1)%Q else Qred (x + y).
Definition qsub x y := if whole x y then (Qnum x - Qnum y # 1)%Q else Qred (x - y).
Definition qmul x y := if whole x y then (Qnum x * Qnum y # 1)%Q else Qred (x * y).

Lemma whole_dens x y : whole x y = true -> Qden x = 1%positive /\ Qden y = 1%positive.
Proof. unfold whole. rewrite andb_true_iff, !Pos.eqb_eq. auto. Qed.

Ltac by_whole x y :=
  destruct (whole x y) eqn:W;
  [ destruct (whole_dens x y W), x, y; simpl in *; subst; unfold Q2R; simpl;
    rewrite ?plus_IZR, ?minus_IZR, ?mult_IZR; field
  | rewrite (Qeq_eqR _ _ (Qred_correct _)) ].

Lemma Q2R_ring : ring_morph 0 1 Rplus Rmult Rminus Ropp eq (0#1)%Q (1#1)%Q qadd qmul qsub Qopp Qeq_bool Q2R.
Proof.
  constructor; intros.
  - unfold Q2R; simpl; lra.
  - unfold Q2R; simpl; lra.
  - unfold qadd. by_whole x y. apply Q2R_plus.
  - unfold qsub. by_whole x y. apply Q2R_minus.
  - unfold qmul. by_whole x y. apply Q2R_mult.
  - apply Q2R_opp.
  - apply Qeq_eqR. now apply Qeq_bool_iff.
Qed.

Fixpoint raw (e : expr) : PExpr Q :=
  match e with
  | Var i => PEX Q i
  | Const z => PEc (z # 1)%Q
  | Add a b => PEadd (raw a) (raw b)
  | Sub a b => PEsub (raw a) (raw b)
  | Mul a b => PEmul (raw a) (raw b)
  | Opp a => PEopp (raw a)
  | Pow a n => PEpow (raw a) (N.of_nat n)
  | Over a p => PEmul (PEc (1 # p)%Q) (raw a)
  end.

Definition norm (e : expr) : Pol Q :=
  norm_aux (0#1)%Q (1#1)%Q qadd qmul qsub Qopp Qeq_bool (raw e).

Definition value (env : list R) (p : Pol Q) : R := Pphi 0 Rplus Rmult Q2R env p.

Lemma R_ring_ext : ring_eq_ext Rplus Rmult Ropp (@eq R).
Proof. constructor; repeat intro; subst; reflexivity. Qed.

Lemma R_almost : almost_ring_theory 0 1 Rplus Rmult Rminus Ropp (@eq R).
Proof. apply Rth_ARth; auto using R_ring_ext, RealField.RTheory with typeclass_instances. Qed.

Lemma raw_eval env e :
  PEeval 0 1 Rplus Rmult Rminus Ropp Q2R N.to_nat pow env (raw e) = eval env e.
Proof.
  induction e; simpl; rewrite ?IHe, ?IHe1, ?IHe2; try reflexivity.
  - unfold Q2R; simpl. lra.
  - now rewrite Nnat.Nat2N.id.
  - unfold Q2R; simpl. unfold Rdiv. ring.
Qed.

Lemma norm_eval env e : value env (norm e) = eval env e.
Proof.
  rewrite <- raw_eval. symmetry. unfold norm, value.
  apply (norm_aux_spec (@eq_equivalence R) R_ring_ext R_almost Q2R_ring RealField.R_power_theory).
Qed.

Definition peq (p q : Pol Q) : bool := Peq Qeq_bool p q.

Lemma peq_ok env p q : peq p q = true -> value env p = value env q.
Proof. intro H. exact (Peq_ok (@eq_equivalence R) R_ring_ext Q2R_ring p q H env). Qed.

(** Are two expressions equal as polynomials? *)
Definition same (a b : expr) : bool := peq (norm a) (norm b).

Lemma same_ok env a b : same a b = true -> eval env a = eval env b.
Proof. intro H. rewrite <- !norm_eval. now apply peq_ok. Qed.

Lemma inverse_of_number env e r : same (Mul e r) (Const 1) = true -> / eval env e = eval env r.
Proof.
  intro H. apply (same_ok env) in H. simpl in H.
  assert (N : eval env e <> 0) by (intro Z; rewrite Z in H; lra).
  apply (Rmult_eq_reg_l (eval env e)); auto. rewrite H. now apply Rinv_r.
Qed.

(* == clauses == *)

Inductive rel : Set := EQ | NE | LE | LT | GE | GT.
Record atom : Set := Atom { lhs : expr; how : rel; rhs : expr }.
Definition clause := list atom.

Notation "a = b" := (Atom a EQ b) : expr_scope.
Notation "a <> b" := (Atom a NE b) : expr_scope.
Notation "a <= b" := (Atom a LE b) : expr_scope.
Notation "a < b" := (Atom a LT b) : expr_scope.
Notation "a >= b" := (Atom a GE b) : expr_scope.
Notation "a > b" := (Atom a GT b) : expr_scope.

Definition holds (env : list R) (a : atom) : Prop :=
  match how a with
  | EQ => eval env (lhs a) = eval env (rhs a)
  | NE => eval env (lhs a) <> eval env (rhs a)
  | LE => eval env (lhs a) <= eval env (rhs a)
  | LT => eval env (lhs a) < eval env (rhs a)
  | GE => eval env (lhs a) >= eval env (rhs a)
  | GT => eval env (lhs a) > eval env (rhs a)
  end.

(** One of the comparisons holds; of none: absurd. *)
Fixpoint says (env : list R) (c : clause) : Prop :=
  match c with
  | [] => False
  | [a] => holds env a
  | a :: c => holds env a \/ says env c
  end.

Fixpoint all (env : list R) (cs : list clause) : Prop :=
  match cs with [] => True | c :: cs => says env c /\ all env cs end.

Lemma says_cons env a c : says env (a :: c) <-> holds env a \/ says env c.
Proof. destruct c; simpl; tauto. Qed.

(** A comparison is the sign of a difference. *)
Inductive sign : Set := Zero | NonZero | NonNegative | Positive.

Definition sign_of (a : atom) : sign :=
  match how a with EQ => Zero | NE => NonZero | LE | GE => NonNegative | LT | GT => Positive end.

Definition diff (a : atom) : expr :=
  match how a with LE | LT => Sub (rhs a) (lhs a) | _ => Sub (lhs a) (rhs a) end.

Definition has (s : sign) (x : R) : Prop :=
  match s with Zero => x = 0 | NonZero => x <> 0 | NonNegative => 0 <= x | Positive => 0 < x end.

Lemma holds_sign env a : holds env a <-> has (sign_of a) (eval env (diff a)).
Proof. destruct a as [x [] y]; unfold holds, sign_of, diff; simpl; lra. Qed.

Fixpoint leading (p : Pol Q) : Q :=
  match p with Pc c => c | Pinj _ p => leading p | PX p _ _ => leading p end.

Definition is_positive (q : Q) : bool := negb (Qle_bool q 0).

Lemma positive_ok q : is_positive q = true -> 0 < Q2R q.
Proof.
  unfold is_positive. intro H. replace 0 with (Q2R 0) by (unfold Q2R; simpl; lra).
  apply Qlt_Rlt. destruct (Qlt_le_dec 0 q); auto. apply Qle_bool_iff in q0. now rewrite q0 in H.
Qed.

Lemma negative_ok q : is_positive q = false -> Q2R q <= 0.
Proof.
  unfold is_positive. intro H. replace 0 with (Q2R 0) by (unfold Q2R; simpl; lra).
  apply Qle_Rle. apply Qle_bool_iff. now apply negb_false_iff.
Qed.

(** Of a number: does it have the sign? *)
Definition truth (s : sign) (q : Q) : bool :=
  match s with
  | Zero => Qeq_bool q 0
  | NonZero => negb (Qeq_bool q 0)
  | NonNegative => negb (is_positive (- q))
  | Positive => is_positive q
  end.

Lemma truth_ok s q : truth s q = true <-> has s (Q2R q).
Proof.
  assert (Z : Q2R 0 = 0) by (unfold Q2R; simpl; lra).
  destruct s; simpl.
  - split; intro H.
    + rewrite <- Z. apply Qeq_eqR. now apply Qeq_bool_iff.
    + apply Qeq_bool_iff. apply eqR_Qeq. now rewrite Z.
  - split; intro H.
    + intro E. apply negb_true_iff in H. apply Qeq_bool_neq in H. apply H. apply eqR_Qeq. now rewrite Z.
    + apply negb_true_iff. destruct (Qeq_bool q 0) eqn:E; auto. exfalso. apply H. rewrite <- Z. apply Qeq_eqR.
      now apply Qeq_bool_iff.
  - split; intro H.
    + apply negb_true_iff, negative_ok in H. rewrite Q2R_opp in H. lra.
    + apply negb_true_iff. destruct (is_positive (- q)) eqn:E; auto. apply positive_ok in E. rewrite Q2R_opp in E. lra.
  - split; intro H.
    + now apply positive_ok.
    + destruct (is_positive q) eqn:E; auto. apply negative_ok in E. lra.
Qed.

(** [q] is [f] times [p], [f] a number. *)
Definition factor (p q : Pol Q) : option Q :=
  let f := Qred (leading q / leading p) in
  if peq (PmulC (0#1)%Q (1#1)%Q qmul Qeq_bool p f) q then Some f else None.

Lemma factor_ok env p q f : factor p q = Some f -> value env q = Q2R f * value env p.
Proof.
  unfold factor. set (g := Qred _). destruct (peq _ _) eqn:E; intro H; inversion H; subst.
  rewrite <- (peq_ok env _ _ E). unfold value.
  rewrite (PmulC_ok (@eq_equivalence R) R_ring_ext R_almost Q2R_ring). ring.
Qed.

(** Does a sign of one polynomial say at once that another one has a sign? *)
Definition sign_gives (s : sign) (p : Pol Q) (t : sign) (q : Pol Q) : bool :=
  match p, q with
  | _, Pc c => truth t c
  | _, _ => false
  end
  || match p with Pc c => negb (truth s c) | _ => false end
  || match factor p q with
     | None => false
     | Some f =>
       match s, t with
       | Zero, Zero | Zero, NonNegative => true
       | NonZero, NonZero | Positive, NonZero => negb (Qeq_bool f 0)
       | NonNegative, NonNegative | Positive, NonNegative => negb (is_positive (- f))
       | Positive, Positive => is_positive f
       | _, _ => false
       end
     end.

Lemma sign_gives_ok env s p t q :
  sign_gives s p t q = true -> has s (value env p) -> has t (value env q).
Proof.
  unfold sign_gives. rewrite !orb_true_iff. intros [[H|H]|H] Hs.
  - destruct p, q; try discriminate; simpl; now apply truth_ok.
  - destruct p; try discriminate. apply negb_true_iff in H. exfalso.
    apply truth_ok in Hs. congruence.
  - destruct (factor p q) as [f|] eqn:F; try discriminate. rewrite (factor_ok env _ _ _ F).
    assert (N : negb (Qeq_bool f 0) = true -> Q2R f <> 0) by (apply (truth_ok NonZero)).
    assert (G : negb (is_positive (- f)) = true -> 0 <= Q2R f) by (apply (truth_ok NonNegative)).
    assert (P : is_positive f = true -> 0 < Q2R f) by (apply (truth_ok Positive)).
    destruct s, t; simpl in *; try discriminate; try rewrite Hs; try specialize (N H); try specialize (G H);
      try specialize (P H); try lra; try nra.
Qed.

Definition gives (a b : atom) : bool := sign_gives (sign_of a) (norm (diff a)) (sign_of b) (norm (diff b)).

Lemma gives_ok env a b : gives a b = true -> holds env a -> holds env b.
Proof. rewrite !holds_sign, <- !norm_eval. apply sign_gives_ok. Qed.

Definition true_atom (a : atom) : bool :=
  match norm (diff a) with Pc c => truth (sign_of a) c | _ => false end.
Definition false_atom (a : atom) : bool :=
  match norm (diff a) with Pc c => negb (truth (sign_of a) c) | _ => false end.

Lemma true_atom_ok env a : true_atom a = true -> holds env a.
Proof.
  unfold true_atom. rewrite holds_sign, <- norm_eval. destruct (norm (diff a)); try discriminate. apply truth_ok.
Qed.

Lemma false_atom_ok env a : false_atom a = true -> ~ holds env a.
Proof.
  unfold false_atom. rewrite holds_sign, <- norm_eval. destruct (norm (diff a)); try discriminate.
  rewrite negb_true_iff. intros H K. apply truth_ok in K. congruence.
Qed.

Definition clause_gives (have want : clause) : bool :=
  existsb true_atom want || forallb (fun h => false_atom h || existsb (gives h) want) have.

Lemma says_in env c : says env c <-> exists a, In a c /\ holds env a.
Proof.
  induction c as [|a c IH]; [simpl; split; [tauto|intros [a [[] _]]]|].
  rewrite says_cons, IH. split.
  - intros [H|[b [I H]]]; [exists a|exists b]; simpl; auto.
  - intros [b [[<-|I] H]]; [left|right; exists b]; auto.
Qed.

(** What follows at once. *)
Lemma at_once env have want : clause_gives have want = true -> says env have -> says env want.
Proof.
  unfold clause_gives. rewrite orb_true_iff, existsb_exists, forallb_forall, !says_in.
  intros [[a [I H]]|H] [b [J K]].
  - exists a. split; auto. now apply true_atom_ok.
  - specialize (H b J). rewrite orb_true_iff, existsb_exists in H. destruct H as [H|[a [I H]]].
    + now destruct (false_atom_ok env b H).
    + exists a. split; auto. now apply (gives_ok env b).
Qed.

(** What needs nothing. *)
Lemma plain env want : existsb true_atom want = true -> says env want.
Proof.
  rewrite existsb_exists, says_in. intros [a [I H]]. exists a. split; auto. now apply true_atom_ok.
Qed.

(** An implication for each alternative. *)
Fixpoint each (env : list R) (c : clause) (P : Prop) : Prop :=
  match c with [] => P | a :: c => (says env [a] -> P) -> each env c P end.

Lemma by_cases env c (P : Prop) : says env c -> each env c P.
Proof.
  assert (D : forall c, P -> each env c P) by (induction c0; simpl; auto).
  induction c as [|a c IH]; [simpl; tauto|]. rewrite says_cons. simpl. intros [H|H] K; auto.
Qed.

(** A computation that says [true]. *)
Ltac check := vm_compute; exact (eq_refl true).

(** Two ways to write a term. *)
Definition another (a b : R) : Prop := a = b.

(** What H says is the goal, up to conversion and the ways to write terms. *)
Ltac bridge H :=
  first
  [ exact H
  | let K := fresh in
    pose proof H as K; unfold Rdiv in K |- *;
    repeat match goal with
           | E : another _ _ |- _ => first [rewrite E in K | rewrite E]
           end;
    exact K ].

(* == rules == *)

Definition opposite (a b : atom) : bool :=
  match sign_of a, sign_of b with
  | Zero, NonZero | NonZero, Zero =>
    match factor (norm (diff a)) (norm (diff b)) with Some f => negb (Qeq_bool f 0) | None => false end
  | NonNegative, Positive | Positive, NonNegative =>
    match factor (norm (diff a)) (norm (diff b)) with Some f => is_positive (- f) | None => false end
  | _, _ => false
  end.

Lemma opposite_ok env a b : opposite a b = true -> holds env a \/ holds env b.
Proof.
  unfold opposite. rewrite !holds_sign, <- !norm_eval.
  destruct (factor _ _) as [f|] eqn:F; [|destruct (sign_of a), (sign_of b); discriminate].
  rewrite (factor_ok env _ _ _ F). set (x := value _ _).
  assert (N : negb (Qeq_bool f 0) = true -> Q2R f <> 0) by (apply (truth_ok NonZero)).
  assert (P : is_positive (- f) = true -> Q2R f < 0).
  { intro H. apply positive_ok in H. rewrite Q2R_opp in H. lra. }
  destruct (sign_of a), (sign_of b); simpl; intro H; try discriminate; try specialize (N H); try specialize (P H).
  - destruct (Req_dec x 0) as [E|E]; [left; exact E|right; now apply Rmult_integral_contrapositive].
  - destruct (Req_dec x 0) as [E|E]; [right; rewrite E; ring|left; exact E].
  - destruct (Rle_or_lt 0 x); [left; assumption|right; nra].
  - destruct (Rle_or_lt x 0); [right; nra|left; assumption].
Qed.

(** [either]: two comparisons of the claim are opposite. *)
Definition either_check (c : clause) : bool := existsb (fun a => existsb (opposite a) c) c.

Lemma by_either env c : either_check c = true -> says env c.
Proof.
  unfold either_check. rewrite existsb_exists. intros [a [I H]]. rewrite existsb_exists in H.
  destruct H as [b [J H]]. rewrite says_in. destruct (opposite_ok env a b H); eauto.
Qed.

(** Products that are not negative, and their sums. *)
Record product : Set := Product { coefficient : Q; factors : list nat; squares : list expr }.

(** A cited inequality as a factor, and whether it is certainly positive. *)
Definition as_factor (cited : list clause) (i : nat) : option (expr * bool) :=
  match nth_error cited i with
  | Some [a] =>
    match sign_of a with
    | Zero => None
    | NonZero => Some (Mul (diff a) (diff a), true)
    | NonNegative => Some (diff a, false)
    | Positive => Some (diff a, true)
    end
  | _ => None
  end.

Definition both (x y : option (expr * bool)) (f : expr -> expr -> expr) (g : bool -> bool -> bool) :=
  match x, y with Some (a, s), Some (b, t) => Some (f a b, g s t) | _, _ => None end.

Definition number_expr (q : Q) : expr := Over (Const (Qnum q)) (Qden q).

Definition as_product (cited : list clause) (p : product) : option (expr * bool) :=
  if is_positive (coefficient p) then
    both
      (fold_right (fun i x => both (as_factor cited i) x Mul andb) (Some (number_expr (coefficient p), true)) (factors p))
      (fold_right (fun e x => both (Some (Mul e e, false)) x Mul andb) (Some (Const 1, true)) (squares p))
      Mul andb
  else None.

Definition as_sum (cited : list clause) (ps : list product) : option (expr * bool) :=
  fold_right (fun p x => both (as_product cited p) x Add orb) (Some (Const 0, false)) ps.

Definition good (env : list R) (x : option (expr * bool)) : Prop :=
  match x with Some (e, s) => 0 <= eval env e /\ (s = true -> 0 < eval env e) | None => True end.

Lemma all_nth env cited i c : all env cited -> nth_error cited i = Some c -> says env c.
Proof.
  revert i; induction cited as [|d cited IH]; intros [|i]; simpl; intros H E; try discriminate.
  - inversion E; subst; tauto.
  - apply (IH i); tauto.
Qed.

Lemma as_factor_ok env cited i : all env cited -> good env (as_factor cited i).
Proof.
  intro H. unfold as_factor. destruct (nth_error cited i) as [[|a [|b c]]|] eqn:E; simpl; auto.
  apply (all_nth env _ _ _ H) in E. simpl in E. apply holds_sign in E.
  destruct (sign_of a); simpl in *; auto; split; intros; try discriminate; try nra; try lra.
Qed.

Lemma good_mul env x y : good env x -> good env y -> good env (both x y Mul andb).
Proof.
  destruct x as [[a s]|], y as [[b t]|]; simpl; auto. intros [H K] [L M]. split; [nra|].
  rewrite andb_true_iff. intros [A B]; subst. specialize (K eq_refl). specialize (M eq_refl). nra.
Qed.

Lemma good_add env x y : good env x -> good env y -> good env (both x y Add orb).
Proof.
  destruct x as [[a s]|], y as [[b t]|]; simpl; auto. intros [H K] [L M]. split; [lra|].
  rewrite orb_true_iff. intros [A|A]; subst; [specialize (K eq_refl)|specialize (M eq_refl)]; lra.
Qed.

Lemma as_product_ok env cited p : all env cited -> good env (as_product cited p).
Proof.
  intro H. unfold as_product. destruct (is_positive _) eqn:P; [|exact I]. apply good_mul.
  - assert (G : good env (Some (number_expr (coefficient p), true))).
    { simpl. apply positive_ok in P. unfold Q2R in P. unfold Rdiv. lra. }
    induction (factors p); simpl; auto. apply good_mul; auto using as_factor_ok.
  - induction (squares p); [simpl; lra|]. cbn [fold_right]. apply good_mul; auto.
    simpl. split; [nra|discriminate].
Qed.

Lemma as_sum_ok env cited ps : all env cited -> good env (as_sum cited ps).
Proof.
  intro H. induction ps; simpl; [lra|]. apply good_add; auto using as_product_ok.
Qed.

(** Cited equations with cofactors: zero. *)
Fixpoint as_zero (cited : list clause) (cs : list (nat * expr)) : option expr :=
  match cs with
  | [] => Some (Const 0)
  | (i, c) :: cs =>
    match nth_error cited i, as_zero cited cs with
    | Some [a], Some z => match sign_of a with Zero => Some (Add (Mul c (diff a)) z) | _ => None end
    | _, _ => None
    end
  end.

Lemma as_zero_ok env cited cs z : all env cited -> as_zero cited cs = Some z -> eval env z = 0.
Proof.
  intro H. revert z. induction cs as [|[i c] cs IH]; simpl; intros z E; [now inversion E|].
  destruct (nth_error cited i) as [[|a [|b d]]|] eqn:N; try discriminate.
  destruct (as_zero cited cs) as [y|]; try discriminate.
  apply (all_nth env _ _ _ H) in N. simpl in N. apply holds_sign in N.
  destruct (sign_of a); inversion E; subst. simpl in *. rewrite N, (IH y eq_refl). ring.
Qed.

(** [combine]: an equation as a combination of equations. *)
Definition combine_check (cited : list clause) (claim : clause) (cs : list (nat * expr)) : bool :=
  match claim, as_zero cited cs with
  | [a], Some z => match sign_of a with Zero => same (diff a) z | _ => false end
  | _, _ => false
  end.

Lemma by_combine env cited claim cs :
  combine_check cited claim cs = true -> all env cited -> says env claim.
Proof.
  unfold combine_check. destruct claim as [|a [|b c]]; try discriminate.
  destruct (as_zero cited cs) as [z|] eqn:Z; try discriminate. simpl. rewrite holds_sign.
  destruct (sign_of a); try discriminate. intros S H. simpl.
  rewrite (same_ok env _ _ S). apply (as_zero_ok env cited cs z H Z).
Qed.

(** [order]: multiplier · p = terms + Σ cofactor · equation. *)
Definition order_check (cited : list clause) (claim : clause) (multiplier terms : list product) (cs : list (nat * expr)) : bool :=
  match as_sum cited multiplier, as_sum cited terms, as_zero cited cs with
  | Some (m, ms), Some (t, ts), Some z =>
    match claim with
    | [] => ts && same (Const 0) (Add t z)
    | [a] =>
      let p := diff a in
      match sign_of a with
      | NonNegative => ms && same (Mul m p) (Add t z)
      | Positive => ts && same (Mul m p) (Add t z)
      | Zero => ms && same (Mul m (Opp (Mul p p))) (Add t z)
      | NonZero => ts && same (Mul m (Mul p p)) (Add t z)
      end
    | _ => false
    end
  | _, _, _ => false
  end.

Lemma quotient_sign m x : 0 < m -> 0 <= m * x -> 0 <= x.
Proof. intros H K. apply Rmult_le_reg_l with m; auto. lra. Qed.

Lemma quotient_positive m x : 0 <= m -> 0 < m * x -> 0 < x.
Proof. intros [H|H] K; [apply Rmult_lt_reg_l with m; auto; lra|subst; lra]. Qed.

Lemma square_zero m x : 0 < m -> 0 <= m * - (x * x) -> x = 0.
Proof. intros H K. apply (quotient_sign m) in K; auto. nra. Qed.

Lemma by_order env cited claim multiplier terms cs :
  order_check cited claim multiplier terms cs = true -> all env cited -> says env claim.
Proof.
  unfold order_check. intros O H.
  pose proof (as_sum_ok env cited multiplier H) as M. pose proof (as_sum_ok env cited terms H) as T.
  destruct (as_sum cited multiplier) as [[m ms]|]; try discriminate.
  destruct (as_sum cited terms) as [[t ts]|]; try discriminate.
  destruct (as_zero cited cs) as [z|] eqn:Z; try discriminate.
  apply (as_zero_ok env) in Z; auto. simpl in M, T. destruct M as [M M'], T as [T T'].
  destruct claim as [|a [|b c]]; try discriminate.
  - apply andb_true_iff in O. destruct O as [O S]; subst. apply (same_ok env) in S. simpl in S.
    specialize (T' eq_refl). simpl. lra.
  - simpl. rewrite holds_sign. destruct (sign_of a); apply andb_true_iff in O; destruct O as [O S]; subst;
      apply (same_ok env) in S; simpl in S; rewrite Z in S; simpl.
    + apply (square_zero (eval env m)); auto. lra.
    + specialize (T' eq_refl). intro E. rewrite E in S. lra.
    + apply (quotient_sign (eval env m)); auto. lra.
    + apply (quotient_positive (eval env m)); auto. specialize (T' eq_refl). lra.
Qed.

(** [factors]: a product is zero when a factor is. *)
Definition zero (e : expr) : atom := Atom e EQ (Const 0).
Definition factors_check (cited claim : clause) (fs : list expr) : bool :=
  clause_gives cited [zero (fold_right Mul (Const 1) fs)] && clause_gives (map zero fs) claim.

Lemma by_factors env cited claim fs : factors_check cited claim fs = true -> says env cited -> says env claim.
Proof.
  unfold factors_check. rewrite andb_true_iff. intros [A B] H. apply (at_once env _ _ A) in H.
  apply (at_once env _ _ B). clear A B. unfold says, holds, zero in H. simpl in H.
  induction fs as [|f fs IH]; simpl fold_right in H; simpl in H; [lra|].
  simpl map. rewrite says_cons. destruct (Rmult_integral _ _ H); [left|right]; auto.
Qed.

(* == rule: field == *)

(** Coefficients of an expression in one variable. *)
Fixpoint add_parts (a b : list expr) : list expr :=
  match a, b with
  | [], b => b
  | a, [] => a
  | x :: a, y :: b => Add x y :: add_parts a b
  end.
Fixpoint mul_parts (a b : list expr) : list expr :=
  match a with [] => [] | x :: a => add_parts (map (Mul x) b) (Const 0 :: mul_parts a b) end.
Fixpoint pow_parts (a : list expr) (n : nat) : list expr :=
  match n with O => [Const 1] | S n => mul_parts a (pow_parts a n) end.
Fixpoint parts (t : positive) (e : expr) : list expr :=
  match e with
  | Var i => if Pos.eqb i t then [Const 0; Const 1] else [e]
  | Const _ => [e]
  | Add a b => add_parts (parts t a) (parts t b)
  | Sub a b => add_parts (parts t a) (map Opp (parts t b))
  | Mul a b => mul_parts (parts t a) (parts t b)
  | Opp a => map Opp (parts t a)
  | Pow a n => pow_parts (parts t a) n
  | Over a p => map (fun x => Over x p) (parts t a)
  end.

Fixpoint sum_parts (x : R) (env : list R) (l : list expr) : R :=
  match l with [] => 0 | e :: l => eval env e + x * sum_parts x env l end.

Lemma add_parts_ok x env a b : sum_parts x env (add_parts a b) = sum_parts x env a + sum_parts x env b.
Proof. revert b; induction a; intros [|e b]; simpl; rewrite ?IHa; ring. Qed.

Lemma map_mul_ok x env e b : sum_parts x env (map (Mul e) b) = eval env e * sum_parts x env b.
Proof. induction b; simpl; rewrite ?IHb; ring. Qed.

Lemma mul_parts_ok x env a b : sum_parts x env (mul_parts a b) = sum_parts x env a * sum_parts x env b.
Proof. induction a; simpl; [ring|]. rewrite add_parts_ok, map_mul_ok. simpl. rewrite IHa. ring. Qed.

Lemma pow_parts_ok x env a n : sum_parts x env (pow_parts a n) = sum_parts x env a ^ n.
Proof. induction n; simpl; [ring|]. rewrite mul_parts_ok, IHn. reflexivity. Qed.

Lemma map_opp_ok x env b : sum_parts x env (map Opp b) = - sum_parts x env b.
Proof. induction b; simpl; rewrite ?IHb; ring. Qed.

Lemma map_over_ok x env p b : sum_parts x env (map (fun e => Over e p) b) = sum_parts x env b / IZR (Zpos p).
Proof. induction b; simpl; rewrite ?IHb; field; apply IZR_neq; discriminate. Qed.

Lemma parts_ok env t e : sum_parts (var env t) env (parts t e) = eval env e.
Proof.
  induction e; simpl; rewrite ?add_parts_ok, ?map_opp_ok, ?mul_parts_ok, ?pow_parts_ok, ?map_over_ok, ?IHe, ?IHe1, ?IHe2;
    try ring.
  destruct (Pos.eqb_spec i t); subst; simpl; ring.
Qed.

(** Σ part · t^e, multiplied by d^k, with t·d = 1. *)
Fixpoint cleared (l : list expr) (d : expr) (k : nat) : expr :=
  match l with
  | [] => Const 0
  | e :: l => match k with
              | O => e
              | S k' => Add (Mul e (Pow d k)) (cleared l d k')
              end
  end.

(** What is left out is zero. *)
Fixpoint enough (l : list expr) (k : nat) : bool :=
  match l with
  | [] => true
  | e :: l => match k with O => forallb (same (Const 0)) l | S k => enough l k end
  end.

Lemma cleared_ok env l d k t :
  t * eval env d = 1 -> enough l k = true -> sum_parts t env l * eval env d ^ k = eval env (cleared l d k).
Proof.
  intro E. revert k. induction l as [|e l IH]; intros [|k]; simpl; intro H; try ring.
  - assert (Z : sum_parts t env l = 0).
    { clear IH. induction l as [|f l IH]; simpl in *; auto. apply andb_true_iff in H. destruct H as [A B].
      apply (same_ok env) in A. simpl in A. rewrite <- A, IH; auto. ring. }
    rewrite Z. ring.
  - rewrite <- (IH k H). simpl.
    replace ((eval env e + t * sum_parts t env l) * (eval env d * eval env d ^ k))
      with (eval env e * (eval env d * eval env d ^ k) + (t * eval env d) * (sum_parts t env l * eval env d ^ k)) by ring.
    rewrite E. ring.
Qed.

(** A divisor: the variable that is its inverse, the divisor, the power. *)
Record divisor : Set := Divisor { inverse_of : positive; dividing : expr; power : nat }.

Fixpoint inverses (env : list R) (ds : list divisor) : Prop :=
  match ds with
  | [] => True
  | d :: ds => var env (inverse_of d) = / eval env (dividing d) /\ inverses env ds
  end.

(** Does the line cited say that the divisor is not zero, and that the power is positive where that matters? *)
Definition clears (signed : bool) (d : divisor) (c : clause) : bool :=
  match c with
  | [a] =>
    same (diff a) (dividing d) &&
    match sign_of a with
    | Positive => true
    | NonZero => negb signed || Nat.even (power d)
    | _ => false
    end
  | _ => false
  end.

Lemma clears_ok env signed d c :
  clears signed d c = true -> says env c ->
  eval env (dividing d) <> 0 /\ (signed = true -> 0 < eval env (dividing d) ^ power d).
Proof.
  unfold clears. destruct c as [|a [|b c]]; try discriminate. rewrite andb_true_iff. intros [S K] H.
  simpl in H. apply holds_sign in H. rewrite (same_ok env _ _ S) in H. destruct (sign_of a); try discriminate; simpl in H.
  - split; auto. intro. subst signed. simpl in K. apply Nat.even_spec in K. destruct K as [m ->].
    rewrite pow_mult. apply pow_lt. simpl. nra.
  - split; [lra|]. intro. now apply pow_lt.
Qed.

Fixpoint clear_all (signed : bool) (e : expr) (ds : list divisor) (cited : list clause) : option expr :=
  match ds, cited with
  | [], [] => Some e
  | d :: ds, c :: cited =>
    let l := parts (inverse_of d) e in
    if clears signed d c && enough l (power d) then clear_all signed (cleared l (dividing d) (power d)) ds cited else None
  | _, _ => None
  end.

Lemma clear_all_ok env signed ds : forall e cited r,
  inverses env ds -> all env cited -> clear_all signed e ds cited = Some r ->
  exists m, m <> 0 /\ (signed = true -> 0 < m) /\ eval env r = eval env e * m.
Proof.
  induction ds as [|d ds IH]; intros e [|c cited] r I H E; simpl in *; try discriminate.
  - inversion E; subst. exists 1. repeat split; intros; lra.
  - destruct (clears signed d c && enough (parts (inverse_of d) e) (power d)) eqn:K; try discriminate.
    apply andb_true_iff in K. destruct K as [K L], H as [H H'], I as [I I'].
    destruct (clears_ok env _ _ _ K H) as [N P].
    destruct (IH _ _ _ I' H' E) as [m [M [M' Q]]].
    exists (eval env (dividing d) ^ power d * m). split; [|split].
    + apply Rmult_integral_contrapositive; split; auto. now apply pow_nonzero.
    + intro S. specialize (P S). specialize (M' S). now apply Rmult_lt_0_compat.
    + rewrite Q. rewrite <- (cleared_ok env _ _ _ (var env (inverse_of d))); auto.
      * rewrite parts_ok. ring.
      * rewrite I. now apply Rinv_l.
Qed.

(** [field]: denominators cleared. *)
Definition atom_of (s : sign) (e : expr) : atom :=
  Atom e (match s with Zero => EQ | NonZero => NE | NonNegative => GE | Positive => GT end) (Const 0).

Definition field_check (first : clause) (cited : list clause) (claim : clause) (ds : list divisor) : bool :=
  match claim with
  | [a] =>
    let s := sign_of a in
    match clear_all (match s with NonNegative | Positive => true | _ => false end) (diff a) ds cited with
    | Some r => clause_gives first [atom_of s r]
    | None => false
    end
  | _ => false
  end.

Lemma by_field env first cited claim ds :
  inverses env ds -> field_check first cited claim ds = true -> says env first -> all env cited -> says env claim.
Proof.
  intros I F H A. unfold field_check in F. destruct claim as [|a [|b c]]; try discriminate.
  destruct (clear_all _ _ _ _) as [r|] eqn:E; try discriminate.
  destruct (clear_all_ok env _ _ _ _ _ I A E) as [m [N [P Q]]].
  apply (at_once env _ _ F) in H. simpl in H |- *. rewrite holds_sign.
  destruct (sign_of a); unfold atom_of, holds in H; simpl in *; rewrite Q in H; try specialize (P eq_refl).
  - destruct (Rmult_integral _ _ H); auto. contradiction.
  - intro Z. rewrite Z in H. lra.
  - apply (quotient_sign m); auto. lra.
  - apply (quotient_positive m); lra.
Qed.

(* == part: inverse == *)

Lemma inverse_lemma x : x <> 0 -> x * / x = 1.
Proof. apply Rinv_r. Qed.

(* == part: sqrt == *)

Lemma sqrt_power x : x >= 0 -> sqrt x ^ 2 = x.
Proof. intro H. simpl. rewrite Rmult_1_r. apply sqrt_sqrt. lra. Qed.

Lemma sqrt_sign x : x >= 0 -> sqrt x >= 0.
Proof. intros _. apply Rle_ge, sqrt_pos. Qed.

(* == part: root == *)

(** The real root with an index: for an even one of a negative number 0, which nothing is said of. *)
Definition root (n : nat) (x : R) : R :=
  match total_order_T 0 x with
  | inleft (left _) => Rpower x (/ INR n)
  | inleft (right _) => 0
  | inright _ => if Nat.even n then 0 else - Rpower (- x) (/ INR n)
  end.

Lemma Rpower_root n x : (0 < n)%nat -> 0 < x -> Rpower x (/ INR n) ^ n = x.
Proof.
  intros N H. rewrite <- Rpower_pow; [|apply exp_pos]. rewrite Rpower_mult, Rinv_l, Rpower_1; auto.
  apply not_0_INR. lia.
Qed.

Lemma root_sign n x : x >= 0 -> root n x >= 0.
Proof.
  intro H. unfold root. destruct (total_order_T 0 x) as [[L|E]|L]; try lra.
  apply Rle_ge, Rlt_le, exp_pos.
Qed.

Lemma root_power_even n x : (0 < n)%nat -> x >= 0 -> root n x ^ n = x.
Proof.
  intros N H. unfold root. destruct (total_order_T 0 x) as [[L|E]|L]; try lra.
  - now apply Rpower_root.
  - subst. now apply pow_i.
Qed.

Lemma odd_opp n x : Nat.even n = false -> (- x) ^ n = - x ^ n.
Proof.
  intro O. replace (- x) with (-1 * x) by ring. rewrite Rpow_mult_distr.
  assert (K : Nat.Odd n) by (apply Nat.odd_spec; unfold Nat.odd; now rewrite O).
  destruct K as [m ->]. rewrite pow_add, pow_mult. replace ((-1) ^ 2) with 1 by ring.
  rewrite pow1. ring.
Qed.

Lemma root_power_odd n x : Nat.even n = false -> root n x ^ n = x.
Proof.
  intro O. assert (N : (0 < n)%nat) by (destruct n; [discriminate|lia]).
  unfold root. destruct (total_order_T 0 x) as [[L|E]|L].
  - now apply Rpower_root.
  - subst. now apply pow_i.
  - rewrite O, odd_opp, Rpower_root; auto; lra.
Qed.

(* == part: abs == *)

Lemma abs_sign x : Rabs x >= 0.
Proof. apply Rle_ge, Rabs_pos. Qed.

Lemma abs_square x : Rabs x ^ 2 = x ^ 2.
Proof. rewrite <- !Rsqr_pow2. symmetry. apply Rsqr_abs. Qed.

Lemma abs_same x : x >= 0 -> Rabs x = x.
Proof. apply Rabs_right. Qed.

Lemma abs_opposite x : x <= 0 -> Rabs x = - x.
Proof. apply Rabs_left1. Qed.

(* == part: min == *)

Lemma min_bound x y : Rmin x y <= x.
Proof. apply Rmin_l. Qed.

Lemma min_bound_right x y : Rmin x y <= y.
Proof. apply Rmin_r. Qed.

Lemma min_either x y : Rmin x y = x \/ Rmin x y = y.
Proof. unfold Rmin. destruct (Rle_dec x y); auto. Qed.

(* == part: max == *)

Lemma max_bound x y : Rmax x y >= x.
Proof. apply Rle_ge, Rmax_l. Qed.

Lemma max_bound_right x y : Rmax x y >= y.
Proof. apply Rle_ge, Rmax_r. Qed.

Lemma max_either x y : Rmax x y = x \/ Rmax x y = y.
Proof. unfold Rmax. destruct (Rle_dec x y); auto. Qed.

(* == part: power needs root == *)

Lemma power_sign a u : a > 0 -> Rpower a u > 0.
Proof. intros _. apply exp_pos. Qed.

(** A power with a whole number as exponent. *)
Lemma power_number a u n : u = IZR (Z.of_nat n) -> a > 0 -> Rpower a u = a ^ n.
Proof. intros -> A. rewrite <- INR_IZR_INZ. now apply Rpower_pow. Qed.

(** A power with a fraction as exponent: a root to a power; with a negative number: of an inverse. *)
Lemma power_half a b u n y : u * 2 = IZR (Z.of_nat n) -> a > 0 -> a = b -> sqrt b = y -> Rpower a u = y ^ n.
Proof.
  intros U A <- <-. rewrite <- (Rpower_sqrt a A), <- Rpower_pow by apply exp_pos. rewrite Rpower_mult. f_equal.
  rewrite INR_IZR_INZ, <- U. field.
Qed.

Lemma power_fraction a b u q n y : u * IZR (Zpos q) = IZR (Z.of_nat n) -> a > 0 -> a = b -> root (Pos.to_nat q) b = y ->
  Rpower a u = y ^ n.
Proof.
  intros U A <- <-. unfold root. destruct (total_order_T 0 a) as [[H|H]|H]; try lra.
  rewrite <- Rpower_pow by apply exp_pos. rewrite Rpower_mult. f_equal.
  assert (Q : INR (Pos.to_nat q) = IZR (Zpos q)) by (rewrite INR_IZR_INZ, positive_nat_Z; reflexivity).
  rewrite Q, INR_IZR_INZ, <- U. field. apply IZR_neq. discriminate.
Qed.

Lemma power_inverse a u n v y : u = - v -> Rpower a v = y ^ n -> y > 0 -> Rpower a u = (/ y) ^ n.
Proof.
  intros -> H Y. now rewrite Rpower_Ropp, H, pow_inv.
Qed.

Lemma root_positive n x : x > 0 -> root n x > 0.
Proof. intro H. unfold root. destruct (total_order_T 0 x) as [[L|L]|L]; try lra. apply exp_pos. Qed.

Lemma power_below a u n b y : u = - IZR (Z.of_nat n) -> a > 0 -> a = b -> / b = y -> Rpower a u = y ^ n.
Proof.
  intros U A <- <-. apply (power_inverse a u n (IZR (Z.of_nat n))); auto. now apply power_number.
Qed.

Lemma power_half_below a b u n z y : u * 2 = - IZR (Z.of_nat n) -> a > 0 -> a = b -> sqrt b = z -> / z = y -> Rpower a u = y ^ n.
Proof.
  intros U A <- <- <-. apply (power_inverse a u n (- u)); [ring| |now apply sqrt_lt_R0].
  apply (power_half a a); auto. lra.
Qed.

Lemma power_fraction_below a b u q n z y : u * IZR (Zpos q) = - IZR (Z.of_nat n) -> a > 0 -> a = b ->
  root (Pos.to_nat q) b = z -> / z = y -> Rpower a u = y ^ n.
Proof.
  intros U A <- <- <-. apply (power_inverse a u n (- u)); [ring| |now apply root_positive].
  apply (power_fraction a a _ q); auto. lra.
Qed.

Lemma power_positive a u y : Rpower a u = y -> y > 0.
Proof. intros <-. apply exp_pos. Qed.

Lemma above_positive a b : b > 0 -> a >= b -> a > 0.
Proof. lra. Qed.

Lemma power_sum a u v y y1 y2 :
  Rpower a (u + v) = y -> Rpower a u = y1 -> Rpower a v = y2 -> y = y1 * y2.
Proof. intros <- <- <-. apply Rpower_plus. Qed.

Lemma power_power a u v y y1 y2 :
  Rpower a u = y1 -> Rpower y1 v = y -> Rpower a (u * v) = y2 -> y = y2.
Proof. intros <- <- <-. apply Rpower_mult. Qed.

Lemma power_product a b u y y1 y2 :
  a > 0 -> b > 0 -> Rpower (a * b) u = y -> Rpower a u = y1 -> Rpower b u = y2 -> y = y1 * y2.
Proof. intros A B <- <- <-. symmetry. now apply Rpower_mult_distr. Qed.

Lemma power_order a b u y1 y2 :
  b > 0 -> u >= 0 -> a >= b -> Rpower a u = y1 -> Rpower b u = y2 -> y1 >= y2.
Proof. intros B U A <- <-. apply Rle_ge, Rle_Rpower_l; lra. Qed.

(* == part: means needs power == *)

(** Weights and numbers. *)
Fixpoint weights (l : list (R * R)) : R := match l with [] => 0 | (w, x) :: l => w + weights l end.
Fixpoint mean (l : list (R * R)) : R := match l with [] => 0 | (w, x) :: l => w * x + mean l end.
Fixpoint geometric (l : list (R * R)) : R := match l with [] => 1 | (w, x) :: l => Rpower x w * geometric l end.
Fixpoint weighted (l : list (R * R)) : Prop :=
  match l with [] => True | (w, x) :: l => w >= 0 /\ x > 0 /\ weighted l end.

Lemma exp_above y : 1 + y <= exp y.
Proof. destruct (Req_dec y 0) as [->|H]; [rewrite exp_0; lra|]. left. now apply exp_ineq1. Qed.

Lemma geometric_positive l : 0 < geometric l.
Proof. induction l as [|[w x] l IH]; simpl; [lra|]. apply Rmult_lt_0_compat; auto. apply exp_pos. Qed.

Lemma mean_above l m :
  weighted l -> 0 < m -> weights l + ln (geometric l) - weights l * ln m <= mean l / m.
Proof.
  intros W M. induction l as [|[w x] l IH]; simpl in *.
  - rewrite ln_1. unfold Rdiv. lra.
  - destruct W as [W [X L]]. specialize (IH L).
    rewrite ln_mult; [|apply exp_pos|apply geometric_positive]. unfold Rpower at 1. rewrite ln_exp.
    pose proof (exp_above (ln x - ln m)) as E. unfold Rminus in E. rewrite exp_plus, exp_Ropp, !exp_ln in E; auto.
    assert (K : w * (1 + (ln x + - ln m)) <= w * (x * / m)) by (apply Rmult_le_compat_l; lra).
    unfold Rdiv in *. rewrite Rmult_plus_distr_r. lra.
Qed.

Lemma weighted_means l : weighted l -> weights l = 1 -> mean l >= geometric l.
Proof.
  intros W S. pose proof (geometric_positive l) as G. pose proof (mean_above l _ W G) as H.
  rewrite S in H. apply Rle_ge. apply (Rmult_le_compat_r (geometric l)) in H; [|lra].
  unfold Rdiv in H. rewrite Rmult_assoc, Rinv_l in H; lra.
Qed.

(** The same with the powers as they are written. *)
Fixpoint powers (l : list (R * R * R)) : R := match l with [] => 1 | (_, y) :: l => y * powers l end.
Fixpoint are_powers (l : list (R * R * R)) : Prop :=
  match l with [] => True | (w, x, y) :: l => Rpower x w = y /\ are_powers l end.

Lemma weighted_powers l : are_powers l -> weighted (map fst l) -> weights (map fst l) = 1 -> mean (map fst l) >= powers l.
Proof.
  intros P W S. replace (powers l) with (geometric (map fst l)); [now apply weighted_means|]. clear W S.
  induction l as [|[[w x] y] l IH]; simpl in *; [reflexivity|]. destruct P as [<- P]. now rewrite IH.
Qed.

(* == part: bernoulli needs means == *)

Lemma bernoulli_above x u : 1 + x > 0 -> u >= 1 -> Rpower (1 + x) u >= 1 + u * x.
Proof.
  intros X U. destruct (Rle_or_lt (1 + u * x) 0) as [N|P].
  { pose proof (exp_pos (u * ln (1 + x))). unfold Rpower. lra. }
  assert (I : 0 < / u) by (apply Rinv_0_lt_compat; lra).
  assert (J : / u <= 1) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
  assert (W : weighted [(/ u, 1 + u * x); (1 - / u, 1)]) by (simpl; lra).
  pose proof (weighted_means _ W) as M. simpl in M. specialize (M ltac:(lra)).
  assert (One : Rpower 1 (1 - / u) = 1) by (unfold Rpower; rewrite ln_1, Rmult_0_r; apply exp_0).
  rewrite One in M.
  assert (B : Rpower (1 + u * x) (/ u) <= 1 + x).
  { replace (1 + x) with (/ u * (1 + u * x) + ((1 - / u) * 1 + 0)) by (field; lra). lra. }
  apply Rle_ge. replace (1 + u * x) with (Rpower (Rpower (1 + u * x) (/ u)) u).
  - apply Rle_Rpower_l; [lra|]. split; auto. apply exp_pos.
  - rewrite Rpower_mult, Rinv_l, Rpower_1; lra.
Qed.

Lemma bernoulli b u y : Rpower b u = y -> b > 0 -> u >= 1 -> y >= 1 + u * (b - 1).
Proof.
  intros <- B U. replace b with (1 + (b - 1)) at 1 by ring. apply bernoulli_above; lra.
Qed.

(* == part: cauchy == *)

Fixpoint inner (l : list (R * R)) : R := match l with [] => 0 | (x, y) :: l => x * y + inner l end.
Fixpoint left_squares (l : list (R * R)) : R := match l with [] => 0 | (x, y) :: l => x ^ 2 + left_squares l end.
Fixpoint right_squares (l : list (R * R)) : R := match l with [] => 0 | (x, y) :: l => y ^ 2 + right_squares l end.

Lemma squares_sign l : 0 <= left_squares l /\ 0 <= right_squares l.
Proof. induction l as [|[x y] l IH]; simpl; nra. Qed.

(** The difference is the sum of (x·b − y·a)² over pairs; here by induction. *)
Lemma cauchy_step p s t a b : 0 <= s -> 0 <= t -> p * p <= s * t -> 2 * (a * b) * p <= a * a * t + b * b * s.
Proof.
  intros S T P. set (m := a * a * t + b * b * s).
  assert (A2 : 0 <= a * a) by nra. assert (B2 : 0 <= b * b) by nra.
  assert (M : 0 <= m) by (apply Rplus_le_le_0_compat; now apply Rmult_le_pos).
  destruct (Rle_or_lt (2 * (a * b) * p) m) as [|L]; auto. exfalso.
  assert (A : m * m < (2 * (a * b) * p) * (2 * (a * b) * p)) by (apply Rmult_le_0_lt_compat; auto).
  assert (B : (2 * (a * b) * p) * (2 * (a * b) * p) <= 4 * (a * b * (a * b)) * (s * t)).
  { assert (Q : 0 <= a * b * (a * b)) by nra.
    replace ((2 * (a * b) * p) * (2 * (a * b) * p)) with (4 * (a * b * (a * b)) * (p * p)) by ring.
    apply Rmult_le_compat_l; lra. }
  pose proof (Rle_0_sqr (a * a * t - b * b * s)) as D. unfold Rsqr in D.
  assert (E : m * m = (a * a * t - b * b * s) * (a * a * t - b * b * s) + 4 * (a * b * (a * b)) * (s * t))
    by (unfold m; ring).
  lra.
Qed.

Lemma cauchy_schwarz l : inner l ^ 2 <= left_squares l * right_squares l.
Proof.
  induction l as [|[a b] l IH]; simpl; [lra|]. destruct (squares_sign l) as [S T].
  pose proof (cauchy_step (inner l) _ _ a b S T) as C.
  assert (K : inner l * inner l <= left_squares l * right_squares l) by (simpl in IH; lra).
  specialize (C K). nra.
Qed.

(* == part: propositions == *)

(** A comparison or its opposite. *)
Lemma lt_or (a b : R) : (a < b /\ ~ a >= b) \/ (a >= b /\ ~ a < b).
Proof. destruct (Rlt_le_dec a b); [left|right]; lra. Qed.
Lemma le_or (a b : R) : (a <= b /\ ~ a > b) \/ (a > b /\ ~ a <= b).
Proof. destruct (Rle_lt_dec a b); [left|right]; lra. Qed.
Lemma eq_or (a b : R) : (a = b /\ ~ a <> b) \/ (a <> b /\ ~ a = b).
Proof. destruct (Req_dec a b); [left|right]; tauto. Qed.
