(* Euclase in Coq: figures. What facts and numbers of a figure mean, by the coordinates of its points, and that they say the same in
   every frame. Stands after Euclase.v. *)

(* == part: plane == *)

(** Points are pairs of coordinates. So are vectors, which are complex numbers where they are multiplied. *)
Definition point : Set := (R * R)%type.
Definition vec (A B : point) : point := (fst B - fst A, snd B - snd A).
Definition dot (u v : point) : R := fst u * fst v + snd u * snd v.
Definition cross (u v : point) : R := fst u * snd v - snd u * fst v.
Definition times (u v : point) : point := (fst u * fst v - snd u * snd v, fst u * snd v + snd u * fst v).
Definition bar (u : point) : point := (fst u, - snd u).

(** The square of a distance, the distance. *)
Definition square (A B : point) : R := dot (vec A B) (vec A B).
Definition len (A B : point) : R := sqrt (square A B).

(** Twice the area of a triangle, positive where it is counter-clockwise; of a polygon. *)
Definition twice (A B C : point) : R := cross (vec A B) (vec A C).
Fixpoint fan (A : point) (l : list point) : R :=
  match l with
  | B :: l' => match l' with C :: _ => twice A B C + fan A l' | [] => 0 end
  | [] => 0
  end.
Definition polygon (l : list point) : R := match l with A :: l => fan A l | [] => 0 end.

Lemma square_sign A B : 0 <= square A B.
Proof. unfold square, dot. apply Rplus_le_le_0_compat; apply Rle_0_sqr. Qed.

Lemma square_zero_point A B : square A B = 0 <-> A = B.
Proof.
  destruct A as [a b], B as [c d]. unfold square, dot, vec; simpl. split; intro H.
  - destruct (Rplus_sqr_eq_0 _ _ H). f_equal; lra.
  - inversion H; subst. ring.
Qed.

Lemma square_sym A B : square A B = square B A.
Proof. unfold square, dot, vec; simpl. ring. Qed.

Lemma len_square A B : len A B ^ 2 = square A B.
Proof. unfold len. simpl. rewrite Rmult_1_r. apply sqrt_sqrt, square_sign. Qed.

Lemma len_sign A B : len A B >= 0.
Proof. apply Rle_ge, sqrt_pos. Qed.

Lemma len_sym A B : len A B = len B A.
Proof. unfold len. now rewrite square_sym. Qed.

Lemma len_same A : len A A = 0.
Proof. unfold len. replace (square A A) with 0; [apply sqrt_0|]. symmetry. now apply square_zero_point. Qed.

Lemma len_zero A B : len A B = 0 <-> A = B.
Proof.
  split; [|intros ->; apply len_same]. intro H. apply square_zero_point. rewrite <- len_square, H. ring.
Qed.

Lemma len_distinct A B : A <> B <-> len A B > 0.
Proof. pose proof (len_sign A B). rewrite <- len_zero. split; intro; lra. Qed.

Lemma len_triangle A B C : len A B + len B C >= len A C.
Proof.
  pose proof (triangle (fst A) (snd A) (fst C) (snd C) (fst B) (snd B)) as T. unfold dist_euc in T.
  assert (K : forall P Q : point, sqrt (Rsqr (fst P - fst Q) + Rsqr (snd P - snd Q)) = len P Q).
  { intros P Q. unfold len. f_equal. unfold square, dot, vec, Rsqr; simpl. ring. }
  rewrite !K in T. lra.
Qed.

(** A frame: O is the origin, the x-axis is turned to E. The turn is a complex number of size 1. *)
Definition toward (O E : point) : point :=
  if Req_EM_T (len O E) 0 then (1, 0) else (fst (vec O E) / len O E, snd (vec O E) / len O E).
Definition seen (O E P : point) : point := times (bar (toward O E)) (vec O P).

Lemma toward_size O E : dot (toward O E) (toward O E) = 1.
Proof.
  unfold toward. destruct (Req_EM_T (len O E) 0) as [H|H]; unfold dot; simpl; [ring|].
  pose proof (len_square O E) as S. unfold square, dot in S. simpl in S.
  apply (Rmult_eq_reg_l (len O E * len O E)); [|now apply Rmult_integral_contrapositive].
  transitivity ((fst E - fst O) * (fst E - fst O) + (snd E - snd O) * (snd E - snd O)); [field; auto|lra].
Qed.

Lemma seen_vec O E A B : vec (seen O E A) (seen O E B) = times (bar (toward O E)) (vec A B).
Proof. unfold seen, vec, times, bar; simpl. f_equal; ring. Qed.

Lemma seen_origin O E : (0, 0) = seen O E O.
Proof. unfold seen, vec, times, bar; simpl. f_equal; ring. Qed.

Lemma seen_end O E : (len O E, 0) = seen O E E.
Proof.
  unfold seen, toward. destruct (Req_EM_T (len O E) 0) as [H|H].
  - rewrite H. apply len_zero in H. subst. unfold vec, times, bar; simpl. f_equal; ring.
  - pose proof (len_square O E) as S. unfold square, dot, vec, times, bar in *; simpl in *. f_equal.
    + apply (Rmult_eq_reg_l (len O E)); auto. rewrite Rmult_1_r in S. rewrite S. field. auto.
    + field. auto.
Qed.

Lemma seen_end_sym O E : (len E O, 0) = seen O E E.
Proof. rewrite len_sym. apply seen_end. Qed.

Lemma times_dot w u v : dot (times w u) (times w v) = dot w w * dot u v.
Proof. unfold dot, times; simpl. ring. Qed.

Lemma times_cross w u v : cross (times w u) (times w v) = dot w w * cross u v.
Proof. unfold cross, dot, times; simpl. ring. Qed.

Lemma bar_size w : dot (bar w) (bar w) = dot w w.
Proof. unfold dot, bar; simpl. ring. Qed.

Lemma seen_dot O E A B C D : dot (vec (seen O E A) (seen O E B)) (vec (seen O E C) (seen O E D)) = dot (vec A B) (vec C D).
Proof. rewrite !seen_vec, times_dot, bar_size, toward_size. ring. Qed.

Lemma seen_cross O E A B C D : cross (vec (seen O E A) (seen O E B)) (vec (seen O E C) (seen O E D)) = cross (vec A B) (vec C D).
Proof. rewrite !seen_vec, times_cross, bar_size, toward_size. ring. Qed.

(** The same of expressions. *)
Definition spot : Set := (expr * expr)%type.
Definition vec_in (a b : spot) : spot := (Sub (fst b) (fst a), Sub (snd b) (snd a)).
Definition dot_in (u v : spot) : expr := Add (Mul (fst u) (fst v)) (Mul (snd u) (snd v)).
Definition cross_in (u v : spot) : expr := Sub (Mul (fst u) (snd v)) (Mul (snd u) (fst v)).
Definition times_in (u v : spot) : spot :=
  (Sub (Mul (fst u) (fst v)) (Mul (snd u) (snd v)), Add (Mul (fst u) (snd v)) (Mul (snd u) (fst v))).
Definition bar_in (u : spot) : spot := (fst u, Opp (snd u)).
Definition square_in (a b : spot) : expr := dot_in (vec_in a b) (vec_in a b).
Definition twice_in (a b c : spot) : expr := cross_in (vec_in a b) (vec_in a c).
Fixpoint fan_in (a : spot) (l : list spot) : expr :=
  match l with
  | b :: l' => match l' with c :: _ => Add (twice_in a b c) (fan_in a l') | [] => Const 0 end
  | [] => Const 0
  end.
Definition polygon_in (l : list spot) : expr := match l with a :: l => fan_in a l | [] => Const 0 end.

Definition as_seen (env : list R) (a : spot) : point := (eval env (fst a), eval env (snd a)).

(** The expressions of a spot are the coordinates of a point in a frame. *)
Definition place (env : list R) (O E : point) (a : spot) (A : point) : Prop := as_seen env a = seen O E A.

Section Places.
Context {env : list R} {O E : point}.
Notation at_place := (place env O E).

Lemma dot_place {a b c d A B C D} : at_place a A -> at_place b B -> at_place c C -> at_place d D ->
  eval env (dot_in (vec_in a b) (vec_in c d)) = dot (vec A B) (vec C D).
Proof. unfold place. intros HA HB HC HD. rewrite <- (seen_dot O E), <- HA, <- HB, <- HC, <- HD. reflexivity. Qed.

Lemma cross_place {a b c d A B C D} : at_place a A -> at_place b B -> at_place c C -> at_place d D ->
  eval env (cross_in (vec_in a b) (vec_in c d)) = cross (vec A B) (vec C D).
Proof. unfold place. intros HA HB HC HD. rewrite <- (seen_cross O E), <- HA, <- HB, <- HC, <- HD. reflexivity. Qed.

Lemma square_place {a b A B} : at_place a A -> at_place b B -> eval env (square_in a b) = square A B.
Proof. intros HA HB. exact (dot_place HA HB HA HB). Qed.

Lemma twice_place {a b c A B C} : at_place a A -> at_place b B -> at_place c C -> eval env (twice_in a b c) = twice A B C.
Proof. intros HA HB HC. exact (cross_place HA HB HA HC). Qed.

Lemma fan_place {a A} l : at_place a A -> forall m, Forall2 at_place l m -> eval env (fan_in a l) = fan A m.
Proof.
  intro HA. induction l as [|b l IH]; intros m H; inversion H; subst; [reflexivity|].
  destruct l as [|c l]; inversion H4; subst; [reflexivity|].
  specialize (IH _ H4). cbn [fan_in fan eval] in *. rewrite IH, (twice_place HA H2 H3). reflexivity.
Qed.

Lemma polygon_place l m : Forall2 at_place l m -> eval env (polygon_in l) = polygon m.
Proof. intros H. destruct H; [reflexivity|]. now apply fan_place. Qed.

Lemma length_by_coordinates {a b A B} : at_place a A -> at_place b B -> len A B ^ 2 = eval env (square_in a b).
Proof. intros HA HB. rewrite len_square. symmetry. exact (square_place HA HB). Qed.

End Places.

(** Comparisons with zero, of an expression whose value is known. *)
Definition differs (e : expr) : atom := Atom e NE (Const 0).
Definition above (e : expr) : atom := Atom e GT (Const 0).
Definition below (e : expr) : atom := Atom e LT (Const 0).

Lemma says_one env c P : (says env c <-> P) -> (P <-> all env [c]).
Proof. simpl. tauto. Qed.

Ltac one_place H :=
  apply says_one; unfold says, holds, zero, differs, above, below; cbn [how lhs rhs]; rewrite H; simpl; tauto.

(** The opposite of a comparison. *)
Definition negated (a : atom) : atom :=
  Atom (lhs a) (match how a with EQ => NE | NE => EQ | LE => GT | LT => GE | GE => LT | GT => LE end) (rhs a).

Lemma negated_ok env a : ~ holds env a <-> holds env (negated a).
Proof.
  destruct a as [x [] y]; unfold holds, negated; simpl; split; intro H; try lra.
Qed.

Lemma atom_or env a : holds env a \/ ~ holds env a.
Proof.
  destruct a as [x [] y]; unfold holds; simpl; destruct (Rtotal_order (eval env x) (eval env y)) as [H|[H|H]];
    first [left; lra | right; lra].
Qed.

(** One of the comparisons fails. *)
Fixpoint failing (cs : list clause) : clause :=
  match cs with [a] :: cs => negated a :: failing cs | _ => [] end.

Lemma failing_ok env cs : forallb (fun c => match c with [_] => true | _ => false end) cs = true ->
  (~ all env cs <-> says env (failing cs)).
Proof.
  induction cs as [|[|a [|b c]] cs IH]; simpl forallb; try discriminate; intro H.
  - simpl. tauto.
  - specialize (IH H). cbn [all failing]. rewrite (says_cons env (negated a)), <- negated_ok, <- IH. simpl.
    pose proof (negated_ok env a). pose proof (atom_or env a). tauto.
Qed.

Lemma itself env c : says env c <-> all env [c].
Proof. simpl. tauto. Qed.

(** The opposite of a fact of single comparisons. *)
Lemma fails_says env (P : Prop) cs : forallb (fun c => match c with [_] => true | _ => false end) cs = true ->
  (P <-> all env cs) -> (~ P <-> all env [failing cs]).
Proof. intros S H. simpl. rewrite <- (failing_ok env cs S), H. tauto. Qed.

Definition opposites (c : clause) : clause := map negated c.
Lemma opposite_says env a : says env (opposites [a]) <-> ~ says env [a].
Proof. simpl. symmetry. apply negated_ok. Qed.

(* == part: coll needs plane == *)

(** Three points on a line. *)
Definition coll (A B C : point) : Prop := twice A B C = 0.
Definition coll_in (a b c : spot) : list clause := [[zero (twice_in a b c)]].
Lemma coll_says {env O E a b c A B C} : place env O E a A -> place env O E b B -> place env O E c C ->
  (coll A B C <-> all env (coll_in a b c)).
Proof. intros HA HB HC. one_place (twice_place HA HB HC). Qed.

(** Three points on no line. *)
Definition notcoll_in (a b c : spot) : list clause := [[differs (twice_in a b c)]].
Lemma notcoll_says {env O E a b c A B C} : place env O E a A -> place env O E b B -> place env O E c C ->
  (~ coll A B C <-> all env (notcoll_in a b c)).
Proof. intros HA HB HC. unfold coll. one_place (twice_place HA HB HC). Qed.

(* == part: directions needs plane == *)

Definition parallel (A B C D : point) : Prop := cross (vec A B) (vec C D) = 0.
Definition parallel_in (a b c d : spot) : list clause := [[zero (cross_in (vec_in a b) (vec_in c d))]].
Lemma parallel_says {env O E a b c d A B C D} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D ->
  (parallel A B C D <-> all env (parallel_in a b c d)).
Proof. intros HA HB HC HD. one_place (cross_place HA HB HC HD). Qed.

Definition notpara_in (a b c d : spot) : list clause := [[differs (cross_in (vec_in a b) (vec_in c d))]].
Lemma notpara_says {env O E a b c d A B C D} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D ->
  (~ parallel A B C D <-> all env (notpara_in a b c d)).
Proof. intros HA HB HC HD. unfold parallel. one_place (cross_place HA HB HC HD). Qed.

Definition perp (A B C D : point) : Prop := dot (vec A B) (vec C D) = 0.
Definition perp_in (a b c d : spot) : list clause := [[zero (dot_in (vec_in a b) (vec_in c d))]].
Lemma perp_says {env O E a b c d A B C D} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D ->
  (perp A B C D <-> all env (perp_in a b c d)).
Proof. intros HA HB HC HD. one_place (dot_place HA HB HC HD). Qed.

(* == part: turns needs plane == *)

(** A sum of directed angles: for (A, B, C, D) the angle from the line CD to the line AB. The vectors as complex numbers, multiplied,
    have the direction of (c, s) or the opposite one, or are 0. *)
Definition lines : Set := (point * point * point * point)%type.
Fixpoint turning (l : list lines) : point :=
  match l with [] => (1, 0) | (A, B, C, D) :: l => times (times (vec A B) (bar (vec C D))) (turning l) end.
Definition turns (c s : R) (l : list lines) : Prop := cross (c, s) (turning l) = 0.

Definition lines_in : Set := (spot * spot * spot * spot)%type.
Fixpoint turning_in (l : list lines_in) : spot :=
  match l with
  | [] => (Const 1, Const 0)
  | (a, b, c, d) :: l => times_in (times_in (vec_in a b) (bar_in (vec_in c d))) (turning_in l)
  end.
Definition turns_in (c s : expr) (l : list lines_in) : list clause := [[zero (cross_in (c, s) (turning_in l))]].

Definition line_place env O E (x : lines_in) (X : lines) : Prop :=
  match x, X with
  | (a, b, c, d), (A, B, C, D) => place env O E a A /\ place env O E b B /\ place env O E c C /\ place env O E d D
  end.

Lemma turning_place env O E l m : Forall2 (line_place env O E) l m -> as_seen env (turning_in l) = turning m.
Proof.
  induction 1 as [|[[[a b] c] d] [[[A B] C] D] l m [HA [HB [HC HD]]] H IH]; [reflexivity|]. cbn [turning_in turning]. rewrite <- IH.
  pose proof (dot_place HA HB HC HD) as P. pose proof (cross_place HA HB HC HD) as Q.
  set (u := vec_in a b) in *. set (v := vec_in c d) in *. unfold as_seen, times_in, bar_in, times, bar. cbn [eval fst snd].
  unfold dot_in, dot, cross_in, cross in P, Q. cbn [eval] in P, Q.
  assert (X : forall x y z t p q : R, x * z + y * t = p -> x * t - y * z = q -> x * z - y * - t = p /\ x * - t + y * z = - q)
    by (intros; split; lra).
  destruct (X _ _ _ _ _ _ P Q) as [X1 X2]. rewrite X1, X2. f_equal; ring.
Qed.

Lemma turns_says {env O E} c s c' s' l m : eval env c = c' -> eval env s = s' -> Forall2 (line_place env O E) l m ->
  (turns c' s' m <-> all env (turns_in c s l)).
Proof.
  intros <- <- H. unfold turns, turns_in. rewrite <- (turning_place _ _ _ _ _ H). apply says_one. reflexivity.
Qed.

(* == part: cyclic needs plane coll == *)

(** Some proper circle contains the four points. *)
Definition on_circle (O : point) (r : R) (A : point) : Prop := square O A = r.
Definition cyclic (A B C D : point) : Prop :=
  exists O r, 0 < r /\ on_circle O r A /\ on_circle O r B /\ on_circle O r C /\ on_circle O r D.

(** On a circle or a line, or two points that an angle at C or D needs are one: CA/CB and DA/DB have one direction. *)
Definition concyclic (A B C D : point) : R :=
  snd (times (times (vec C A) (bar (vec C B))) (times (bar (vec D A)) (vec D B))).
Definition proper (A B C : point) : Prop := twice A B C <> 0 \/ square A B = 0 \/ square B C = 0 \/ square C A = 0.

Lemma concyclic_power A B C D O r :
  concyclic A B C D =
  twice B C D * (square O A - r) - twice A C D * (square O B - r) + twice A B D * (square O C - r) - twice A B C * (square O D - r).
Proof. unfold concyclic, twice, square, cross, dot, times, bar, vec; simpl. ring. Qed.

(** Three points of a circle that differ are not on a line. *)
Lemma circle_line O r A B C : on_circle O r A -> on_circle O r B -> on_circle O r C -> proper A B C.
Proof.
  unfold on_circle, proper. intros HA HB HC. destruct (Req_dec (twice A B C) 0) as [T|T]; auto. right.
  assert (V : square A B * square A C * square B C = 0).
  { pose (v := vec A B). pose (w := vec A C). pose (m := vec O A).
    assert (N : cross v w = 0) by exact T.
    assert (L : forall u : point, dot m m = dot (fst m + fst u, snd m + snd u) (fst m + fst u, snd m + snd u) ->
                2 * dot m u = - dot u u) by (unfold dot; simpl; intros; lra).
    assert (LV : 2 * dot m v = - dot v v).
    { apply L. transitivity r; [exact HA|]. rewrite <- HB. unfold m, v, square, dot, vec; simpl. ring. }
    assert (LW : 2 * dot m w = - dot w w).
    { apply L. transitivity r; [exact HA|]. rewrite <- HC. unfold m, w, square, dot, vec; simpl. ring. }
    assert (I1 : dot v v * dot m w - dot v w * dot m v = cross v m * cross v w) by (unfold dot, cross; ring).
    assert (I2 : dot w w * dot m v - dot v w * dot m w = cross w m * - cross v w) by (unfold dot, cross; ring).
    rewrite N in I1, I2.
    assert (V1 : dot v v * (dot w w - dot v w) = 0) by
      (replace (dot w w) with (- (2 * dot m w)) by lra;
       transitivity (- 2 * (dot v v * dot m w - dot v w * dot m v) + dot v w * (- (2 * dot m v) - dot v v)); [ring|rewrite I1, LV; ring]).
    assert (V2 : dot w w * (dot v v - dot v w) = 0) by
      (replace (dot v v) with (- (2 * dot m v)) by lra;
       transitivity (- 2 * (dot w w * dot m v - dot v w * dot m w) + dot v w * (- (2 * dot m w) - dot w w)); [ring|rewrite I2, LW; ring]).
    transitivity (dot w w * (dot v v * (dot w w - dot v w)) + dot v v * (dot w w * (dot v v - dot v w))).
    - unfold v, w, square, dot, vec; simpl. ring.
    - rewrite V1, V2. ring. }
  rewrite (square_sym C A). destruct (Rmult_integral _ _ V) as [W|W]; auto. destruct (Rmult_integral _ _ W); auto.
Qed.

(** The centre of the circle of three points that are not on a line. *)
Lemma circle_of_three A B C : twice A B C <> 0 -> exists O r, 0 < r /\ on_circle O r A /\ on_circle O r B /\ on_circle O r C.
Proof.
  intro T. destruct A as [a b], B as [c d], C as [e f].
  pose (u := c - a). pose (v := d - b). pose (w := e - a). pose (z := f - b). pose (t := u * z - v * w).
  assert (t <> 0) by exact T.
  pose (x := (z * (u * u + v * v) - v * (w * w + z * z)) / (2 * t)).
  pose (y := (u * (w * w + z * z) - w * (u * u + v * v)) / (2 * t)).
  exists (a + x, b + y). exists (x * x + y * y).
  assert (E1 : 2 * (u * x + v * y) = u * u + v * v) by (unfold x, y, t in *; field; auto).
  assert (E2 : 2 * (w * x + z * y) = w * w + z * z) by (unfold x, y, t in *; field; auto).
  unfold on_circle, square, dot, vec; simpl. repeat split.
  - destruct (Req_dec x 0) as [X|X]; [destruct (Req_dec y 0) as [Y|Y]|].
    + exfalso. rewrite X, Y in E1, E2. assert (Rsqr u + Rsqr v = 0) by (unfold Rsqr; lra).
      destruct (Rplus_sqr_eq_0 _ _ H0) as [P Q]. apply H. unfold t. rewrite P, Q. ring.
    + apply Rplus_le_lt_0_compat; [apply Rle_0_sqr|now apply Rlt_0_sqr].
    + apply Rplus_lt_le_0_compat; [now apply Rlt_0_sqr|apply Rle_0_sqr].
  - ring.
  - replace c with (a + u) by (unfold u; ring). replace d with (b + v) by (unfold v; ring).
    transitivity (x * x + y * y + (u * u + v * v - 2 * (u * x + v * y))); [ring|rewrite E1; ring].
  - replace e with (a + w) by (unfold w; ring). replace f with (b + z) by (unfold z; ring).
    transitivity (x * x + y * y + (w * w + z * z - 2 * (w * x + z * y))); [ring|rewrite E2; ring].
Qed.

Lemma circle_of_two A B : exists O r, 0 < r /\ on_circle O r A /\ on_circle O r B.
Proof.
  destruct (Req_dec (square A B) 0) as [H|H].
  - apply square_zero_point in H. subst. exists (fst B + 1, snd B), 1. unfold on_circle, square, dot, vec; simpl.
    repeat split; try lra; ring.
  - exists ((fst A + fst B) / 2, (snd A + snd B) / 2), (square A B / 4). pose proof (square_sign A B).
    unfold on_circle. repeat split; [lra| |]; unfold square, dot, vec; simpl; field.
Qed.

Lemma circle_fourth A B C D O r : twice A B C <> 0 -> concyclic A B C D = 0 ->
  on_circle O r A -> on_circle O r B -> on_circle O r C -> on_circle O r D.
Proof.
  unfold on_circle. intros T H HA HB HC. rewrite (concyclic_power A B C D O r), HA, HB, HC in H.
  assert (K : twice A B C * (square O D - r) = 0) by lra. destruct (Rmult_integral _ _ K); [contradiction|lra].
Qed.

Lemma concyclic_turn A B C D : concyclic B C D A = - concyclic A B C D.
Proof. unfold concyclic, times, bar, vec; simpl. ring. Qed.

Lemma proper_cases A B C : proper A B C -> twice A B C <> 0 \/ A = B \/ B = C \/ C = A.
Proof. unfold proper. rewrite !square_zero_point. tauto. Qed.

Lemma cyclic_clauses A B C D :
  cyclic A B C D <-> concyclic A B C D = 0 /\ proper B C D /\ proper A C D /\ proper A B D /\ proper A B C.
Proof.
  split.
  - intros (O & r & P & HA & HB & HC & HD). split; [|repeat split; eauto using circle_line].
    unfold on_circle in *. rewrite (concyclic_power A B C D O r), HA, HB, HC, HD. ring.
  - intros (H & P1 & P2 & P3 & P4).
    assert (H1 : concyclic B C D A = 0) by (rewrite concyclic_turn, H; ring).
    assert (H2 : concyclic C D A B = 0) by (rewrite concyclic_turn, H1; ring).
    assert (H3 : concyclic D A B C = 0) by (rewrite concyclic_turn, H2; ring).
    assert (T2 : twice C D A = twice A C D) by (unfold twice, cross, vec; simpl; ring).
    assert (T3 : twice D A B = twice A B D) by (unfold twice, cross, vec; simpl; ring).
    destruct (proper_cases _ _ _ P1) as [T|E1].
    { destruct (circle_of_three _ _ _ T) as (O & r & P & HB & HC & HD). exists O, r. repeat split; auto.
      exact (circle_fourth _ _ _ _ _ _ T H1 HB HC HD). }
    destruct (proper_cases _ _ _ P2) as [T|E2].
    { rewrite <- T2 in T. destruct (circle_of_three _ _ _ T) as (O & r & P & HC & HD & HA). exists O, r. repeat split; auto.
      exact (circle_fourth _ _ _ _ _ _ T H2 HC HD HA). }
    destruct (proper_cases _ _ _ P3) as [T|E3].
    { rewrite <- T3 in T. destruct (circle_of_three _ _ _ T) as (O & r & P & HD & HA & HB). exists O, r. repeat split; auto.
      exact (circle_fourth _ _ _ _ _ _ T H3 HD HA HB). }
    destruct (proper_cases _ _ _ P4) as [T|E4].
    { destruct (circle_of_three _ _ _ T) as (O & r & P & HA & HB & HC). exists O, r. repeat split; auto.
      exact (circle_fourth _ _ _ _ _ _ T H HA HB HC). }
    clear P1 P2 P3 P4 H H1 H2 H3 T2 T3.
    destruct (circle_of_two A B) as (O & r & K). destruct (circle_of_two A C) as (O' & r' & K').
    destruct (circle_of_two A D) as (O'' & r'' & K'').
    unfold cyclic.
    destruct E1 as [E1|[E1|E1]], E2 as [E2|[E2|E2]], E3 as [E3|[E3|E3]], E4 as [E4|[E4|E4]]; subst;
      first [exists O, r; tauto | exists O', r'; tauto | exists O'', r''; tauto].
Qed.

Definition concyclic_in (a b c d : spot) : expr :=
  Sub (Mul (cross_in (vec_in c b) (vec_in c a)) (dot_in (vec_in d a) (vec_in d b)))
      (Mul (dot_in (vec_in c a) (vec_in c b)) (cross_in (vec_in d b) (vec_in d a))).

Lemma concyclic_place {env O E a b c d A B C D} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D ->
  eval env (concyclic_in a b c d) = concyclic A B C D.
Proof.
  intros HA HB HC HD. unfold concyclic_in. cbn [eval].
  rewrite (cross_place HC HB HC HA), (dot_place HD HA HD HB), (dot_place HC HA HC HB), (cross_place HD HB HD HA).
  unfold concyclic, cross, dot, times, bar; simpl. ring.
Qed.
Definition proper_in (a b c : spot) : clause :=
  [differs (twice_in a b c); zero (square_in a b); zero (square_in b c); zero (square_in c a)].
Definition cyclic_in (a b c d : spot) : list clause :=
  [[zero (concyclic_in a b c d)]; proper_in b c d; proper_in a c d; proper_in a b d; proper_in a b c].

Lemma proper_place {env O E a b c A B C} : place env O E a A -> place env O E b B -> place env O E c C ->
  (says env (proper_in a b c) <-> proper A B C).
Proof.
  intros HA HB HC. unfold proper_in, says, holds, differs, zero; cbn [how lhs rhs].
  now rewrite (twice_place HA HB HC), (square_place HA HB), (square_place HB HC), (square_place HC HA).
Qed.

Lemma cyclic_says {env O E a b c d A B C D} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D ->
  (cyclic A B C D <-> all env (cyclic_in a b c d)).
Proof.
  intros HA HB HC HD. rewrite cyclic_clauses. unfold cyclic_in. cbn [all].
  rewrite (proper_place HB HC HD), (proper_place HA HC HD), (proper_place HA HB HD), (proper_place HA HB HC).
  change (says env [zero (concyclic_in a b c d)]) with (eval env (concyclic_in a b c d) = 0).
  rewrite (concyclic_place HA HB HC HD). tauto.
Qed.

(** On no circle and no line, and apart. *)
Definition notcyclic (A B C D : point) : Prop := concyclic A B C D <> 0.
Definition notcyclic_in (a b c d : spot) : list clause := [[differs (concyclic_in a b c d)]].
Lemma notcyclic_says {env O E a b c d A B C D} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D ->
  (notcyclic A B C D <-> all env (notcyclic_in a b c d)).
Proof. intros HA HB HC HD. unfold notcyclic. one_place (concyclic_place HA HB HC HD). Qed.

(* == part: similar needs plane coll == *)

(** Proper triangles with AB/AC = DE/DF as complex numbers; mirrored: one of them reflected. *)
Definition similar (A B C D E F : point) : Prop :=
  times (vec A B) (vec D F) = times (vec A C) (vec D E) /\ ~ coll A B C /\ ~ coll D E F.
Definition mirrored (A B C D E F : point) : Prop :=
  times (vec A B) (bar (vec D F)) = times (vec A C) (bar (vec D E)) /\ ~ coll A B C /\ ~ coll D E F.

Definition equal_in (u v : spot) : list clause := [[zero (Sub (fst u) (fst v))]; [zero (Sub (snd u) (snd v))]].
Lemma equal_says env u v : all env (equal_in u v) <-> as_seen env u = as_seen env v.
Proof.
  unfold equal_in, as_seen. cbn [all says holds zero how lhs rhs eval]. unfold holds, zero; cbn [how lhs rhs eval].
  split; [intros (X & Y & _); f_equal; lra|]. intro H. inversion H. rewrite H1, H2. repeat split; ring.
Qed.

Lemma turned_equal w u v : dot w w = 1 -> (u = v <-> times w u = times w v).
Proof.
  intro W. split; [now intros ->|]. intro H. unfold dot, times in *. destruct w as [x y], u as [a b], v as [c d]; simpl in *.
  inversion H as [[H1 H2]]. f_equal.
  - transitivity ((x * x + y * y) * a); [rewrite W; ring|]. transitivity (x * (x * a - y * b) + y * (x * b + y * a)); [ring|].
    rewrite H1, H2. transitivity ((x * x + y * y) * c); [ring|rewrite W; ring].
  - transitivity ((x * x + y * y) * b); [rewrite W; ring|]. transitivity (x * (x * b + y * a) - y * (x * a - y * b)); [ring|].
    rewrite H1, H2. transitivity ((x * x + y * y) * d); [ring|rewrite W; ring].
Qed.

Lemma as_seen_vec {env O E a b A B} : place env O E a A -> place env O E b B ->
  as_seen env (vec_in a b) = times (bar (toward O E)) (vec A B).
Proof. unfold place. intros HA HB. rewrite <- seen_vec, <- HA, <- HB. reflexivity. Qed.

Lemma as_seen_times env u v : as_seen env (times_in u v) = times (as_seen env u) (as_seen env v).
Proof. reflexivity. Qed.

Lemma as_seen_bar env u : as_seen env (bar_in u) = bar (as_seen env u).
Proof. reflexivity. Qed.

Definition similar_in (a b c d e f : spot) : list clause :=
  equal_in (times_in (vec_in a b) (vec_in d f)) (times_in (vec_in a c) (vec_in d e)) ++ notcoll_in a b c ++ notcoll_in d e f.
Definition mirrored_in (a b c d e f : spot) : list clause :=
  equal_in (times_in (vec_in a b) (bar_in (vec_in d f))) (times_in (vec_in a c) (bar_in (vec_in d e)))
  ++ notcoll_in a b c ++ notcoll_in d e f.

Lemma all_app env a b : all env (a ++ b) <-> all env a /\ all env b.
Proof. induction a; simpl; tauto. Qed.

Lemma similar_says {env O E a b c d e f A B C D X F} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D -> place env O E e X -> place env O E f F ->
  (similar A B C D X F <-> all env (similar_in a b c d e f)).
Proof.
  intros HA HB HC HD HX HF. unfold similar_in, similar. rewrite !all_app, equal_says, !as_seen_times.
  rewrite <- (notcoll_says HA HB HC), <- (notcoll_says HD HX HF).
  rewrite (as_seen_vec HA HB), (as_seen_vec HD HF), (as_seen_vec HA HC), (as_seen_vec HD HX).
  set (w := bar (toward O E)).
  assert (W : dot (times w w) (times w w) = 1) by (rewrite times_dot; unfold w; rewrite !bar_size, !toward_size; ring).
  rewrite (turned_equal (times w w) _ _ W).
  assert (K : forall u v : point, times (times w w) (times u v) = times (times w u) (times w v))
    by (intros; unfold times; simpl; f_equal; ring).
  rewrite !K. reflexivity.
Qed.

Lemma mirrored_says {env O E a b c d e f A B C D X F} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D -> place env O E e X -> place env O E f F ->
  (mirrored A B C D X F <-> all env (mirrored_in a b c d e f)).
Proof.
  intros HA HB HC HD HX HF. unfold mirrored_in, mirrored. rewrite !all_app, equal_says, !as_seen_times, !as_seen_bar.
  rewrite <- (notcoll_says HA HB HC), <- (notcoll_says HD HX HF).
  rewrite (as_seen_vec HA HB), (as_seen_vec HD HF), (as_seen_vec HA HC), (as_seen_vec HD HX).
  set (w := bar (toward O E)).
  assert (W : dot w w = 1) by (unfold w; rewrite bar_size; apply toward_size).
  assert (K : forall u v : point, times (times w u) (bar (times w v)) = times u (bar v)).
  { clearbody w. intros u v. unfold dot in W. unfold times, bar; simpl. f_equal.
    - transitivity ((fst w * fst w + snd w * snd w) * (fst u * fst v - snd u * - snd v)); [ring|rewrite W; ring].
    - transitivity ((fst w * fst w + snd w * snd w) * (fst u * - snd v + snd u * fst v)); [ring|rewrite W; ring]. }
  rewrite !K. reflexivity.
Qed.

(* == part: balanced needs plane similar == *)

(** The sum of these multiples of points is 0; the numbers add up to 0. *)
Fixpoint total (l : list (Q * point)) : point :=
  match l with [] => (0, 0) | (q, A) :: l => (Q2R q * fst A + fst (total l), Q2R q * snd A + snd (total l)) end.
Definition balanced (l : list (Q * point)) : Prop := total l = (0, 0).

Fixpoint total_in (l : list (Q * spot)) : spot :=
  match l with
  | [] => (Const 0, Const 0)
  | (q, a) :: l => (Add (Mul (number_expr q) (fst a)) (fst (total_in l)), Add (Mul (number_expr q) (snd a)) (snd (total_in l)))
  end.
Definition balanced_in (l : list (Q * spot)) : list clause := [[zero (fst (total_in l))]; [zero (snd (total_in l))]].
Fixpoint weight (l : list (Q * spot)) : Q := match l with [] => 0%Q | (q, _) :: l => (q + weight l)%Q end.

Definition weighted_place env O E (x : Q * spot) (X : Q * point) : Prop := fst x = fst X /\ place env O E (snd x) (snd X).

Lemma total_place env O E l m : Forall2 (weighted_place env O E) l m ->
  as_seen env (total_in l) =
  times (bar (toward O E)) (fst (total m) - Q2R (weight l) * fst O, snd (total m) - Q2R (weight l) * snd O).
Proof.
  induction 1 as [|[q a] [q' A] l m [K H] _ IH]; cbn [total total_in weight fst snd] in *.
  - unfold as_seen, times, bar, Q2R; simpl. f_equal; ring.
  - subst q'. rewrite Q2R_plus. unfold place, as_seen, seen in *.
    assert (N : forall q, eval env (number_expr q) = Q2R q) by (intros; unfold number_expr, Q2R; reflexivity).
    cbn [eval fst snd]. rewrite N. inversion H as [[H1 H2]]. inversion IH as [[H3 H4]].
    cbn [fst snd] in *. rewrite H1, H2, H3, H4. unfold times, bar, vec; simpl. f_equal; ring.
Qed.

Lemma balanced_says {env O E} l m : Qeq_bool (weight l) 0 = true -> Forall2 (weighted_place env O E) l m ->
  (balanced m <-> all env (balanced_in l)).
Proof.
  intros W H. apply total_place in H. apply Qeq_bool_iff, Qeq_eqR in W. rewrite W in H.
  assert (Z : all env (balanced_in l) <-> as_seen env (total_in l) = (0, 0)).
  { unfold balanced_in, as_seen. cbn [all says]. unfold holds, zero; cbn [how lhs rhs eval].
    split; [intros (X & Y & _); now rewrite X, Y|]. intro X. inversion X. auto. }
  rewrite Z, H. unfold balanced.
  rewrite (turned_equal (bar (toward O E)) (total m) (0, 0)); [|rewrite bar_size; apply toward_size].
  replace (times (bar (toward O E)) (0, 0)) with (0, 0) by (unfold times; simpl; f_equal; ring).
  replace (Q2R 0) with 0 by (unfold Q2R; simpl; ring).
  replace (fst (total m) - 0 * fst O, snd (total m) - 0 * snd O) with (total m); [reflexivity|].
  destruct (total m); simpl; f_equal; ring.
Qed.

(* == part: order needs plane coll == *)

Lemma same_says {env O E a b A B} : place env O E a A -> place env O E b B ->
  (A = B <-> all env [[zero (fst (vec_in a b))]; [zero (snd (vec_in a b))]]).
Proof.
  intros HA HB. rewrite <- square_zero_point, <- (square_place HA HB). cbn [all says]. unfold holds, zero; cbn [how lhs rhs].
  unfold square_in, dot_in. cbn [eval]. split.
  - intro H. destruct (Rplus_sqr_eq_0 _ _ H). auto.
  - intros (X & Y & _). rewrite X, Y. ring.
Qed.

Lemma distinct_says {env O E a b A B} : place env O E a A -> place env O E b B -> (A <> B <-> all env [[differs (square_in a b)]]).
Proof. intros HA HB. rewrite <- square_zero_point. one_place (square_place HA HB). Qed.

(** Proper triangles of the same orientation, of opposite ones; a counter-clockwise one. *)
Definition same_orientation (A B C D E F : point) : Prop := twice A B C * twice D E F > 0.
Definition opposite_orientation (A B C D E F : point) : Prop := twice A B C * twice D E F < 0.
Definition counterclockwise (A B C : point) : Prop := twice A B C > 0.

Lemma same_orientation_says {env O E a b c d e f A B C D X F} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D -> place env O E e X -> place env O E f F ->
  (same_orientation A B C D X F <-> all env [[above (Mul (twice_in a b c) (twice_in d e f))]]).
Proof.
  intros HA HB HC HD HX HF. unfold same_orientation. rewrite <- (twice_place HA HB HC), <- (twice_place HD HX HF).
  now apply says_one.
Qed.

Lemma opposite_orientation_says {env O E a b c d e f A B C D X F} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D -> place env O E e X -> place env O E f F ->
  (opposite_orientation A B C D X F <-> all env [[below (Mul (twice_in a b c) (twice_in d e f))]]).
Proof.
  intros HA HB HC HD HX HF. unfold opposite_orientation. rewrite <- (twice_place HA HB HC), <- (twice_place HD HX HF).
  now apply says_one.
Qed.

Lemma counterclockwise_says {env O E a b c A B C} : place env O E a A -> place env O E b B -> place env O E c C ->
  (counterclockwise A B C <-> all env [[above (twice_in a b c)]]).
Proof. intros HA HB HC. unfold counterclockwise. one_place (twice_place HA HB HC). Qed.

(** B lies on the line AC, strictly between A and C; on it, apart from both, and not between them. *)
Definition between (A B C : point) : Prop := coll A B C /\ dot (vec B A) (vec B C) < 0.
Definition outside (A B C : point) : Prop := coll A B C /\ dot (vec B A) (vec B C) > 0 /\ A <> C.

Lemma between_says {env O E a b c A B C} : place env O E a A -> place env O E b B -> place env O E c C ->
  (between A B C <-> all env [[zero (twice_in a b c)]; [below (dot_in (vec_in b a) (vec_in b c))]]).
Proof.
  intros HA HB HC. unfold between. rewrite (coll_says HA HB HC). cbn [all coll_in says]. unfold holds, below; cbn [how lhs rhs].
  rewrite (dot_place HB HA HB HC). simpl. tauto.
Qed.

Lemma outside_says {env O E a b c A B C} : place env O E a A -> place env O E b B -> place env O E c C ->
  (outside A B C <->
   all env [[zero (twice_in a b c)]; [above (dot_in (vec_in b a) (vec_in b c))]; [differs (square_in a c)]]).
Proof.
  intros HA HB HC. unfold outside. rewrite (coll_says HA HB HC), (distinct_says HA HC). cbn [all coll_in says].
  unfold holds, above; cbn [how lhs rhs]. rewrite (dot_place HB HA HB HC). simpl. tauto.
Qed.

Lemma longer_says {env O E a b c d A B C D} :
  place env O E a A -> place env O E b B -> place env O E c C -> place env O E d D ->
  (len A B > len C D <-> all env [[above (Sub (square_in a b) (square_in c d))]]).
Proof.
  intros HA HB HC HD. apply says_one. unfold says, holds, above; cbn [how lhs rhs eval].
  rewrite (square_place HA HB), (square_place HC HD), <- !len_square.
  pose proof (len_sign A B). pose proof (len_sign C D). simpl. split; intro; nra.
Qed.

(* == part: lengths needs plane root == *)

(** Equations of lengths, as equations of powers: sides that are not negative are equal where their powers are. *)
Definition power_of (env : list R) (n : nat) (x e : expr) : Prop := 0 <= eval env x /\ eval env x ^ n = eval env e.

Lemma powers_differ n x y : 0 <= x < y -> x ^ S n < y ^ S n.
Proof.
  intro H. induction n as [|n IH]; [simpl; lra|]. change (x * x ^ S n < y * y ^ S n).
  assert (0 <= x ^ S n) by (apply pow_le; lra). nra.
Qed.

Lemma powers_say env n x y e f : (0 < n)%nat -> power_of env n x e -> power_of env n y f ->
  (says env [Atom x EQ y] <-> all env [[Atom e EQ f]]).
Proof.
  unfold power_of. intros N [X EX] [Y EY]. cbn [all says]. unfold holds; cbn [how lhs rhs]. rewrite <- EX, <- EY.
  split; [intros ->; auto|]. intros [H _]. destruct n as [|n]; [lia|].
  destruct (Rtotal_order (eval env x) (eval env y)) as [L|[L|L]]; auto.
  - pose proof (powers_differ n _ _ (conj X L)). lra.
  - pose proof (powers_differ n _ _ (conj Y L)). lra.
Qed.

Lemma power_of_len env s l e : 0 <= eval env l -> eval env l ^ 2 = eval env e -> power_of env (2 * s) l (Pow e s).
Proof. unfold power_of. intros L E. split; auto. rewrite pow_mult, E. reflexivity. Qed.

Lemma power_of_number env n c : true_atom (Atom c GE (Const 0)) = true -> power_of env n c (Pow c n).
Proof. intro H. apply (true_atom_ok env) in H. unfold holds in H; simpl in H. split; [lra|reflexivity]. Qed.

Lemma power_of_mul env n x y e f : power_of env n x e -> power_of env n y f -> power_of env n (Mul x y) (Mul e f).
Proof.
  unfold power_of. intros [X EX] [Y EY]. cbn [eval]. split; [now apply Rmult_le_pos|]. now rewrite Rpow_mult_distr, EX, EY.
Qed.

Lemma power_of_pow env n x e k : power_of env n x e -> power_of env n (Pow x k) (Pow e k).
Proof.
  unfold power_of. intros [X EX]. cbn [eval]. split; [now apply pow_le|]. rewrite <- EX, <- !pow_mult. f_equal. lia.
Qed.

Lemma power_of_root env q m x y e : (0 < q)%nat -> eval env y = root q (eval env x) -> power_of env m x e ->
  power_of env (q * m) y e.
Proof.
  unfold power_of. intros Q Y [X EX]. rewrite Y. split; [apply Rge_le, root_sign; lra|].
  assert (K : root q (eval env x) ^ q = eval env x) by (apply root_power_even; auto; lra).
  now rewrite pow_mult, K.
Qed.

Lemma power_of_sqrt env m x y e : eval env y = sqrt (eval env x) -> power_of env m x e -> power_of env (2 * m) y e.
Proof.
  unfold power_of. intros Y [X EX]. rewrite Y. split; [apply sqrt_pos|].
  assert (K : sqrt (eval env x) ^ 2 = eval env x) by (simpl; rewrite Rmult_1_r; now apply sqrt_sqrt).
  now rewrite pow_mult, K.
Qed.

(* == part: squares needs plane == *)

(** Sums of squares of lengths. *)
Lemma sum_squares env q l e s t : eval env l ^ 2 = eval env e -> eval env s = eval env t ->
  eval env (Add (Mul q (Pow l 2)) s) = eval env (Add (Mul q e) t).
Proof. intros L S. cbn [eval]. now rewrite L, S. Qed.

Lemma sum_says env s t k : eval env s = eval env t -> (says env [Atom s EQ k] <-> all env [[Atom t EQ k]]).
Proof. intro H. cbn [all says]. unfold holds; cbn [how lhs rhs]. rewrite H. tauto. Qed.

(* == part: figure needs plane coll == *)

(** Numbers of a figure: the area of a polygon, the distance of P from the line AB, the radii of a triangle, an angle in half-turns. *)
Definition area (l : list point) : R := Rabs (polygon l) / 2.
Definition dist_line (P A B : point) : R := 2 * area [P; A; B] / len A B.
Definition circumradius (A B C : point) : R := len B C * len C A * len A B / (4 * area [A; B; C]).
Definition inradius (A B C : point) : R := 2 * area [A; B; C] / (len B C + len C A + len A B).
Definition angle (A B C : point) : R := acos (dot (vec B A) (vec B C) / (len B A * len B C)) / PI.

Lemma area_sign l : area l >= 0.
Proof. unfold area. pose proof (Rabs_pos (polygon l)). lra. Qed.

Lemma area_square l : 4 * area l ^ 2 = polygon l ^ 2.
Proof. unfold area. pose proof (pow2_abs (polygon l)) as H. rewrite <- H. field. Qed.

Lemma area_three A B C : 4 * area [A; B; C] ^ 2 = twice A B C ^ 2.
Proof. rewrite area_square. unfold polygon, fan. f_equal. ring. Qed.

Lemma area_proper A B C : ~ coll A B C <-> area [A; B; C] > 0.
Proof.
  unfold coll. pose proof (area_sign [A; B; C]) as S. pose proof (area_three A B C) as T. split; intro H.
  - destruct S as [S|S]; auto. exfalso. apply H. rewrite S in T. nra.
  - intro K. rewrite K in T. nra.
Qed.

Lemma area_permuted A B C :
  area [A; C; B] = area [A; B; C] /\ area [B; A; C] = area [A; B; C] /\ area [B; C; A] = area [A; B; C] /\
  area [C; A; B] = area [A; B; C] /\ area [C; B; A] = area [A; B; C].
Proof.
  assert (K : forall x y, x = y \/ x = - y -> Rabs x / 2 = Rabs y / 2) by (intros x y [->| ->]; rewrite ?Rabs_Ropp; reflexivity).
  unfold area, polygon, fan, twice, cross, vec; simpl. repeat split; apply K; first [left; ring | right; ring].
Qed.

Lemma dist_line_sym P A B : dist_line P B A = dist_line P A B.
Proof. unfold dist_line. destruct (area_permuted P A B) as [-> _]. now rewrite (len_sym B A). Qed.

Lemma circumradius_permuted A B C :
  circumradius A C B = circumradius A B C /\ circumradius B A C = circumradius A B C /\ circumradius B C A = circumradius A B C /\
  circumradius C A B = circumradius A B C /\ circumradius C B A = circumradius A B C.
Proof.
  unfold circumradius. destruct (area_permuted A B C) as (-> & -> & -> & -> & ->).
  rewrite (len_sym C B), (len_sym A C), (len_sym B A). repeat split; f_equal; ring.
Qed.

Lemma inradius_permuted A B C :
  inradius A C B = inradius A B C /\ inradius B A C = inradius A B C /\ inradius B C A = inradius A B C /\
  inradius C A B = inradius A B C /\ inradius C B A = inradius A B C.
Proof.
  unfold inradius. destruct (area_permuted A B C) as (-> & -> & -> & -> & ->).
  rewrite (len_sym C B), (len_sym A C), (len_sym B A). repeat split; f_equal; ring.
Qed.

Lemma angle_sym A B C : angle C B A = angle A B C.
Proof. unfold angle. do 3 f_equal; [unfold dot; ring|apply Rmult_comm]. Qed.

Ltac permuted H := destruct H as (?H1 & ?H2 & ?H3 & ?H4 & ?H5); first [reflexivity | assumption].

(** An angle about proper arms: its cosine; compared with a right one, what the squares of the sides say. *)
Lemma angle_cos A B C : len A B > 0 -> len B C > 0 ->
  cos (angle A B C * PI) * (len B A * len B C) = dot (vec B A) (vec B C).
Proof.
  intros P Q. rewrite len_sym in P. pose proof (Rmult_gt_0_compat _ _ P Q) as K. pose proof PI_RGT_0.
  assert (S : dot (vec B A) (vec B C) ^ 2 <= (len B A * len B C) ^ 2).
  { rewrite Rpow_mult_distr, !len_square. unfold square, dot, vec; simpl.
    assert (T : forall p q r s : R, 0 <= (p * p + q * q) * (r * r + s * s) - (p * r + q * s) * ((p * r + q * s) * 1)).
    { intros p q r s. replace (_ - _) with ((p * s - q * r) * (p * s - q * r)) by ring. apply Rle_0_sqr. }
    pose proof (T (fst A - fst B) (snd A - snd B) (fst C - fst B) (snd C - snd B)). lra. }
  unfold angle. set (d := dot _ _) in *. set (k := len B A * len B C) in *.
  replace (acos (d / k) / PI * PI) with (acos (d / k)) by (field; lra).
  assert (L : - k <= d <= k) by (simpl in S; split; nra).
  rewrite cos_acos; [field; lra|].
  split; apply (Rmult_le_reg_r k); try lra; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma angle_range A B C : 0 <= angle A B C <= 1.
Proof.
  unfold angle. pose proof PI_RGT_0. set (t := acos _). assert (0 <= t <= PI) by apply acos_bound.
  split; apply Rmult_le_reg_r with PI; try lra; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma law_of_cosines A B C : len B C ^ 2 + len A B ^ 2 = len C A ^ 2 + 2 * dot (vec B A) (vec B C).
Proof. rewrite !len_square. unfold square, dot, vec; simpl. ring. Qed.

Lemma angle_acute A B C : len A B > 0 -> len B C > 0 -> angle A B C < 1 / 2 -> len B C ^ 2 + len A B ^ 2 > len C A ^ 2.
Proof.
  intros P Q H. rewrite law_of_cosines, <- angle_cos by assumption. rewrite len_sym in P. pose proof PI_RGT_0.
  pose proof (Rmult_gt_0_compat _ _ P Q). assert (0 < cos (angle A B C * PI)); [|nra].
  pose proof (angle_range A B C). apply cos_gt_0; nra.
Qed.

Lemma angle_right A B C : len A B > 0 -> len B C > 0 -> angle A B C = 1 / 2 -> len B C ^ 2 + len A B ^ 2 = len C A ^ 2.
Proof.
  intros P Q H. rewrite law_of_cosines, <- angle_cos, H by assumption. replace (1 / 2 * PI) with (PI / 2) by field.
  rewrite cos_PI2. ring.
Qed.

Lemma angle_obtuse A B C : len A B > 0 -> len B C > 0 -> angle A B C > 1 / 2 -> len B C ^ 2 + len A B ^ 2 < len C A ^ 2.
Proof.
  intros P Q H. rewrite law_of_cosines, <- angle_cos by assumption. rewrite len_sym in P. pose proof PI_RGT_0.
  pose proof (Rmult_gt_0_compat _ _ P Q). assert (cos (angle A B C * PI) < 0); [|nra].
  pose proof (angle_range A B C). apply cos_lt_0; nra.
Qed.

Lemma heron A B C :
  16 * area [A; B; C] ^ 2 =
  2 * (len B C ^ 2 * len C A ^ 2 + len C A ^ 2 * len A B ^ 2 + len A B ^ 2 * len B C ^ 2)
  - ((len B C ^ 2) ^ 2 + (len C A ^ 2) ^ 2 + (len A B ^ 2) ^ 2).
Proof.
  replace (16 * area [A; B; C] ^ 2) with (4 * (4 * area [A; B; C] ^ 2)) by ring. rewrite area_three, !len_square.
  unfold twice, square, cross, dot, vec; simpl. ring.
Qed.

Lemma circumradius_product A B C : area [A; B; C] > 0 -> 4 * circumradius A B C * area [A; B; C] = len B C * len C A * len A B.
Proof. intro H. unfold circumradius. field. lra. Qed.

Lemma inradius_product A B C : area [A; B; C] > 0 -> 2 * area [A; B; C] = inradius A B C * (len B C + len C A + len A B).
Proof.
  intro H. unfold inradius. field. apply area_proper in H. pose proof (len_sign B C). pose proof (len_sign C A).
  assert (len A B > 0); [|lra]. apply len_distinct. intros ->. apply H. unfold coll, twice, cross, vec; simpl. ring.
Qed.

Lemma dist_line_product P A B : len A B > 0 -> dist_line P A B * len A B = 2 * area [P; A; B].
Proof. intro H. unfold dist_line. field. lra. Qed.

Lemma area_by_coordinates {env O E} l m : Forall2 (place env O E) l m -> 4 * area m ^ 2 = eval env (polygon_in l) ^ 2.
Proof. intro H. rewrite (polygon_place _ _ H). apply area_square. Qed.

(* == part: meaning needs plane coll cyclic figure == *)

(** The circumradius is the radius of the circle through the three points. *)
Lemma circumradius_meaning A B C O r :
  ~ coll A B C -> on_circle O r A -> on_circle O r B -> on_circle O r C -> circumradius A B C ^ 2 = r.
Proof.
  intros N HA HB HC. pose proof (proj1 (area_proper A B C) N) as S. pose proof (circumradius_product A B C S) as P.
  assert (T : twice A B C <> 0) by exact N.
  assert (K : 4 * twice A B C ^ 2 * r = square A B * square C A * square B C).
  { unfold on_circle in *. destruct A as [a b], B as [c d], C as [e f], O as [p q]. unfold square, dot, twice, cross, vec in *; simpl in *.
    pose (u := c - a). pose (v := d - b). pose (w := e - a). pose (z := f - b). pose (x := p - a). pose (y := q - b).
    assert (L1 : 2 * (u * x + v * y) = u * u + v * v) by (unfold u, v, x, y; lra).
    assert (L2 : 2 * (w * x + z * y) = w * w + z * z) by (unfold w, z, x, y; lra).
    assert (X : 2 * (u * z - v * w) * x = z * (u * u + v * v) - v * (w * w + z * z)) by (rewrite <- L1, <- L2; ring).
    assert (Y : 2 * (u * z - v * w) * y = u * (w * w + z * z) - w * (u * u + v * v)) by (rewrite <- L1, <- L2; ring).
    replace r with (x * x + y * y) by (rewrite <- HA; unfold x, y; ring).
    transitivity ((2 * (u * z - v * w) * x) ^ 2 + (2 * (u * z - v * w) * y) ^ 2); [unfold u, v, w, z; ring|].
    rewrite X, Y. unfold u, v, w, z. ring. }
  apply (Rmult_eq_reg_l (4 * twice A B C ^ 2)); [|apply Rmult_integral_contrapositive; split; [lra|now apply pow_nonzero]].
  rewrite K, <- !len_square. rewrite <- (area_three A B C).
  transitivity ((4 * circumradius A B C * area [A; B; C]) ^ 2); [ring|]. rewrite P. ring.
Qed.
